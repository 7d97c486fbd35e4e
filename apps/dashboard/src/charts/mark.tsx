/** The four marks, one shape and one colour to a number, told apart in grey too. Placed on a track by share, 0 at its left end. */
import type { Measure } from "@hocvuso/contract";

export function Mark({ measure }: { measure: Measure }) {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {measure === "reached" && <circle cx="8" cy="8" r="6.5" class="mark-reached" />}
      {measure === "capable" && <rect x="2" y="2" width="12" height="12" class="mark-capable" />}
      {measure === "verified" && <circle cx="8" cy="8" r="5.5" class="mark-verified" />}
      {measure === "confirmed" && <rect x="2.5" y="2.5" width="11" height="11" class="mark-confirmed" />}
    </svg>
  );
}

export function PlacedMark({ measure, share }: { measure: Measure; share: number }) {
  return <span class="placed" style={{ left: `${Math.min(1, Math.max(0, share)) * 100}%` }}><Mark measure={measure} /></span>;
}
