/** One picture for each outcome, told apart by its shape and not by colour alone: a seal, an hourglass, a cross, a question mark, a tear. */
export type VerdictName = "valid" | "expired" | "revoked" | "unknown" | "tampered" | "unheard";

const INK = "#1E1B16";
const grounds: Readonly<Record<VerdictName, string>> = { valid: "#DCE9DC", expired: "#F6E0A8", revoked: "#FBE3D9", unknown: "#DEE7F1", tampered: "#FBE3D9", unheard: "#DEE7F1" };

/** A sheet of rice paper, printed with lines and a small code. */
function Sheet() {
  return (
    <>
      <path d="M92 26l134-4 6 148-138 6z" fill="#FFFCF3" stroke={INK} stroke-width="4" stroke-linejoin="round" />
      <path d="M92 26l134-4 1 26-134 4z" fill="#C8321F" stroke={INK} stroke-width="4" stroke-linejoin="round" />
      <path d="M110 74l52-1M110 92l42-1M110 110l48-1" stroke="#8A7E69" stroke-width="6" stroke-linecap="round" />
      <path d="M178 70h14v14h-14zM202 69h10v10h-10zM178 92h10v10h-10zM200 90h14v14h-14zM192 82h8v8h-8z" fill={INK} />
    </>
  );
}

export function VerdictPicture({ verdict, label }: { verdict: VerdictName; label: string }) {
  return (
    <div class="poster verdict-picture" style={`background:${grounds[verdict]}`}>
      <svg viewBox="0 0 320 196" role="img" aria-label={label}>
        {verdict === "valid" && (
          <>
            <Sheet />
            <path d="M232 96l9 9 13-1 3 13 12 6-4 12 7 11-10 9 0 13-13 3-6 12-12-4-11 7-9-10-13 0-3-13-12-6 4-12-7-11 10-9 0-13 13-3 6-12 12 4z" fill="#1F5A4A" stroke={INK} stroke-width="4" stroke-linejoin="round" />
            <path d="M210 139l14 16 28-34" fill="none" stroke="#fff" stroke-width="10" stroke-linecap="round" stroke-linejoin="round" />
          </>
        )}
        {verdict === "expired" && (
          <>
            <Sheet />
            <path d="M200 92h68M200 180h68" stroke={INK} stroke-width="9" stroke-linecap="round" />
            <path d="M208 94q0 24 20 38v8q-20 14-20 38h52q0-24-20-38v-8q20-14 20-38z" fill="#FFFCF3" stroke={INK} stroke-width="4" stroke-linejoin="round" />
            <path d="M211 176q3-22 23-26 20 4 23 26z" fill="#E3A72F" stroke={INK} stroke-width="3" stroke-linejoin="round" />
          </>
        )}
        {verdict === "revoked" && (
          <>
            <Sheet />
            <path d="M82 30q70 60 156 140M240 24q-80 66-152 150" fill="none" stroke={INK} stroke-width="22" stroke-linecap="round" />
            <path d="M82 30q70 60 156 140M240 24q-80 66-152 150" fill="none" stroke="#C8321F" stroke-width="15" stroke-linecap="round" />
          </>
        )}
        {verdict === "unknown" && (
          <>
            <Sheet />
            <circle cx="232" cy="138" r="44" fill="#264E86" stroke={INK} stroke-width="4" />
            <path d="M217 126q1-17 16-17t16 15q0 12-15 18v10" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" stroke-linejoin="round" />
            <circle cx="234" cy="165" r="6" fill="#fff" />
          </>
        )}
        {verdict === "tampered" && (
          <>
            <g transform="rotate(-7 120 100) translate(-16 4)">
              <path d="M92 26l62-2-10 26 14 24-12 26 13 26-12 22 6 24-59 4z" fill="#FFFCF3" stroke={INK} stroke-width="4" stroke-linejoin="round" />
              <path d="M92 26l62-2-10 26-51 2z" fill="#C8321F" stroke={INK} stroke-width="4" stroke-linejoin="round" />
              <path d="M108 76l32-1M108 96l26-1M108 116l34-1" stroke="#8A7E69" stroke-width="6" stroke-linecap="round" />
            </g>
            <g transform="rotate(8 210 100) translate(20 2)">
              <path d="M154 24l72-2 6 148-79 4-6-24 12-22-13-26 12-26-14-24z" fill="#FFFCF3" stroke={INK} stroke-width="4" stroke-linejoin="round" />
              <path d="M154 24l72-2 1 26-83 2z" fill="#C8321F" stroke={INK} stroke-width="4" stroke-linejoin="round" />
              <path d="M178 70h14v14h-14zM202 69h10v10h-10zM178 92h10v10h-10zM200 90h14v14h-14z" fill={INK} />
            </g>
          </>
        )}
        {verdict === "unheard" && (
          <>
            <rect x="122" y="18" width="78" height="160" rx="13" fill="#FFFCF3" stroke={INK} stroke-width="5" />
            <path d="M122 44h78M122 152h78" stroke={INK} stroke-width="4" />
            <path d="M135 92q26-22 52 0M145 106q16-13 32 0M156 120q5-4 10 0" fill="none" stroke="#8A7E69" stroke-width="7" stroke-linecap="round" />
            <path d="M134 74l54 60" stroke="#C8321F" stroke-width="8" stroke-linecap="round" />
          </>
        )}
      </svg>
    </div>
  );
}
