/** How far one group is on each of the four numbers, against its dated targets. Four lanes on one axis, never stacked, never summed. */
import type { Measure, PopulationGroup, Provenance, Target, UnitFigures } from "@hocvuso/contract";
import { dayOf } from "../figures/dates.ts";
import { sayPercent, sayPoints } from "../figures/numbers.ts";
import { shareOf, type Share } from "../figures/share.ts";
import { targetGaps, targetLines, type TargetLine } from "@hocvuso/domain/campaign";
import { language, messages } from "../messages/messages.ts";
import { say, sayFigure, sayShare, type Decimals } from "../messages/say-figure.ts";
import { measures, recordsPath, roundPath } from "../routes.ts";
import { Fresh } from "./fresh.tsx";
import { PlacedMark } from "./mark.tsx";
import { UnbrokenDates } from "./unbroken-dates.tsx";

type Lanes = {
  readonly unit: UnitFigures;
  readonly group: PopulationGroup;
  readonly provenance: Provenance;
  readonly targets: readonly Target[];
  readonly decimals: Decimals;
};

export function FourLanes(lanes: Lanes) {
  const { unit, group, provenance, targets } = lanes;
  const m = messages();
  const numbers = unit.groups[group];
  const lines = targetLines(targets, group);
  const gaps = targetGaps({ targets, group, capable: numbers.capable, listed: numbers.listed, today: dayOf(provenance.asOf) });
  return (
    <div class="group">
      <div class="group-name">
        <h3>{m.groups[group]}</h3>
        <p class="note">{m.listed(numbers.listed)}</p>
      </div>
      <div class="lanes">
        <div class="lane-row lane-axis" aria-hidden="true">
          <span />
          <span class="track-labels">{lines.map((line, place) => <TargetLabel key={line.share} line={line} side={place > 0 && line.share > 0.9 ? "after" : "before"} />)}</span>
          <span />
        </div>
        <ul>{measures.map((measure) => <Lane key={measure} measure={measure} lines={lines} {...lanes} />)}</ul>
      </div>
      <ul class="verdict note">
        {gaps.map((gap) => (
          <li key={gap.share}><UnbrokenDates text={m.targetGap(gap, wholePercent(gap.share))} /></li>
        ))}
      </ul>
    </div>
  );
}

function Lane({ measure, lines, unit, group, provenance, decimals }: Lanes & { measure: Measure; lines: readonly TargetLine[] }) {
  const m = messages();
  const numbers = unit.groups[group];
  const share = shareOf(numbers[measure], numbers.listed);
  const isEstimated = unit.basis === "estimated";
  const sentence = sayFigure({ unitName: say(unit.name), group, measure, share, decimals, provenance, isEstimated });
  const row = (
    <>
      <span class={`lane-name k-${measure}`}>{m.measures[measure]}</span>{" "}
      <span class={`track${share.kind === "share" ? "" : " track-empty"}`}>
        {lines.map((line) => <i key={line.share} class={`target target-${line.line}`} style={{ left: `${line.share * 100}%` }} />)}
        {share.kind === "share" && share.sampled !== undefined && <i class="interval" style={{ left: `${share.sampled.lower * 100}%`, width: `${(share.sampled.upper - share.sampled.lower) * 100}%` }} />}
        {share.kind === "share" && <PlacedMark measure={measure} share={share.share} />}
      </span>
      <span class={`lane-value${share.kind === "share" ? ` k-${measure}` : " lane-words"}`}>
        <Fresh text={sayShare(share, decimals)} />{" "}
        {share.kind === "share" && <small>{share.sampled === undefined ? m.persons(share.persons) : m.sampledBetween(sayPoints(share.sampled.lower, decimals, language.value), sayPoints(share.sampled.upper, decimals, language.value))}</small>}
        {share.kind === "tooFew" && <small>{m.tooFewForShare}</small>}
        {isEstimated && share.kind !== "notYetMeasured" && share.kind !== "withheld" && <small>{m.estimated}</small>}
      </span>
    </>
  );
  return (
    <li>
      {share.kind === "share" && share.sampled !== undefined ? <a class="lane-row" href={roundPath(share.sampled.round)} data-tip={sentence} aria-label={`${sentence} ${m.openRound}.`}>{row}</a>
        : hasRecords(share.kind, isEstimated)
        ? <a class="lane-row" href={recordsPath({ unit: unit.unit, group, measure })} data-tip={sentence} aria-label={`${sentence} ${m.openRecords}.`}>{row}</a>
        : <div class="lane-row" data-tip={sentence}>{row}</div>}
    </li>
  );
}

/** An estimate is apportioned, so there is no set of records that counts to it. */
export function hasRecords(kind: Share["kind"], isEstimated: boolean): boolean {
  return !isEstimated && (kind === "share" || kind === "tooFew");
}

/** Written to the left of its line; the second of two, at the far end, to the right. */
function TargetLabel({ line, side }: { line: TargetLine; side: "before" | "after" }) {
  const percent = wholePercent(line.share);
  return (
    <span class={`target-label ${side}`} style={{ left: `${line.share * 100}%` }}>
      <span class="short">{percent}</span>
      <span class="long">{messages().targetDated(percent, line.dates)}</span>
    </span>
  );
}

function wholePercent(share: number): string {
  return sayPercent({ persons: Math.round(share * 1000), listed: 1000, decimals: 0, language: language.value });
}
