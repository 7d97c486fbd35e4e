/**
 * An estimate with its interval on a track from 0 to 100 %: a hatched bar with end ticks, and a dot that is filled where the interval lies on one side
 * of the mark, hollow where it cannot tell. Says nothing by itself: the words stand beside it.
 */
export type DotIntervalGiven = {
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
  readonly canTell: boolean;
  /** Where the mark stands, 0..1. */
  readonly mark?: number;
};

export function DotInterval({ share, lower, upper, canTell, mark }: DotIntervalGiven) {
  return (
    <span class="track interval-track" aria-hidden="true">
      {mark !== undefined && <i class="target target-dashed" style={{ left: `${mark * 100}%` }} />}
      <i class="interval" style={{ left: `${lower * 100}%`, width: `${Math.max(0, upper - lower) * 100}%` }} />
      <i class={`estimate${canTell ? "" : " is-hollow"}`} style={{ left: `${share * 100}%` }} />
    </span>
  );
}
