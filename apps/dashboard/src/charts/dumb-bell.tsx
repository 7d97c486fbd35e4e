/**
 * Who came but cannot yet: reached and capable on one line, 0 at the left, everybody listed at the right. Where too few live
 * for a share, each person is one mark instead.
 */
import type { FourNumbers } from "@hocvuso/contract";
import { shareOf } from "../figures/share.ts";
import { Mark, PlacedMark } from "./mark.tsx";

export function DumbBell({ numbers }: { numbers: FourNumbers }) {
  const reached = shareOf(numbers.reached, numbers.listed);
  const capable = shareOf(numbers.capable, numbers.listed);
  if (reached.kind === "tooFew" && capable.kind === "tooFew") return <EachPerson reached={reached.persons} capable={capable.persons} listed={reached.listed} />;
  const hasShare = reached.kind === "share" || capable.kind === "share";
  return (
    <span class={`track${hasShare ? "" : " track-empty"}`} aria-hidden="true">
      {reached.kind === "share" && capable.kind === "share" && (
        <i class="bar" style={{ left: `${Math.min(capable.share, reached.share) * 100}%`, width: `${Math.abs(reached.share - capable.share) * 100}%` }} />
      )}
      {reached.kind === "share" && <PlacedMark measure="reached" share={reached.share} />}
      {capable.kind === "share" && <PlacedMark measure="capable" share={capable.share} />}
    </span>
  );
}

/** First those who can, then those who came, then those on the list. Whoever can has come. */
function EachPerson({ reached, capable, listed }: { reached: number; capable: number; listed: number }) {
  return (
    <span class="each-person" aria-hidden="true">
      {Array.from({ length: listed }, (_, person) => (
        person < capable ? <Mark key={person} measure="capable" /> : person < reached ? <Mark key={person} measure="reached" /> : <i key={person} class="not-yet" />
      ))}
    </span>
  );
}
