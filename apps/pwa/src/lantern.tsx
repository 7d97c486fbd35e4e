/** A lantern whose light rises with what was done, and the flames of a level. Words stand beside them; both are decoration to a screen reader. */
import { lampIcons } from "./rest-icons.ts";

const body = "M36 16c20 0 30 10 30 24s-10 24-30 24S6 54 6 40s10-24 30-24z";

/** `lightShare` 0..1. The clip's id is the domain's, so a lamp may stand once on a page; `isLighting` lets the light rise. */
export function Lantern({ domain, lightShare, isLighting = false }: { domain: string; lightShare: number; isLighting?: boolean }) {
  const id = `lamp-${domain}`;
  const icon = lampIcons[domain];
  const top = 66 - 50 * lightShare;
  return (
    <svg class="lantern" viewBox="-2 0 76 86" aria-hidden="true">
      <clipPath id={id}><path d={body} /></clipPath>
      <g transform="translate(1.5 1.5)">
        <path d={body} fill="#FFFCF3" />
        {lightShare > 0 && (
          <g clip-path={`url(#${id})`}><path class={isLighting ? "light lighting" : "light"} d={`M0 ${top}q18-4 36 0t36 0v80H0z`} fill="#E3A72F" /></g>
        )}
        <path d="M25 9h22v8H25zM25 63h22v7H25z" fill="#C8321F" />
      </g>
      <g fill="none" stroke="#1E1B16" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round">
        <path d={`M36 0v9M25 9h22v8H25zM25 63h22v7H25zM36 70v14M30 70v9M42 70v9${body}`} />
        <path stroke-width="1.6" d="M17 22q-9 18 0 36M55 22q9 18 0 36" />
        <path stroke-width="2.3" transform="translate(23 27) scale(1.08)" d={icon?.line ?? icon?.full ?? ""} {...(icon?.full === undefined ? {} : { fill: "#1E1B16" })} />
      </g>
      {lightShare >= 1 && (
        <>
          <circle cx="60" cy="60" r="12" fill="#1F5A4A" stroke="#1E1B16" stroke-width="2.5" />
          <path d="M54 60l4 5 8-9" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round" />
        </>
      )}
    </svg>
  );
}

const flame = "M12 2q9 9 6 17-2 5-6 5-5 0-7-5-1-5 3-8 0 3 2 4 3-5 2-13z";

export function Flames({ lit, of, label }: { lit: number; of: number; label: string }) {
  return (
    <span class="flames" role="img" aria-label={label}>
      {Array.from({ length: of }, (_, at) => (
        <svg key={at} viewBox="0 0 24 27" width="24" height="27" aria-hidden="true">
          <path d={flame} fill={at < lit ? "#E3A72F" : "#FFFCF3"} stroke={at < lit ? "#1E1B16" : "#8A7E69"} stroke-width="2.2" stroke-linejoin="round" />
        </svg>
      ))}
    </span>
  );
}
