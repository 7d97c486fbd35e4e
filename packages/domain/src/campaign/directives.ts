/** When a commune has brought about what a directive asks. */
import type { DirectiveMeasure, FourNumbers } from "@hocvuso/contract";

/**
 * @param target sessions; of the other measures whole percents of those listed.
 * A figure that nobody has measured yet meets nothing; of an estimate its lower end has to reach the target. Nobody listed: met by sessions alone.
 */
export function isDirectiveMet({ measure, target, figures, sessions }: { readonly measure: DirectiveMeasure; readonly target: number; readonly figures: FourNumbers; readonly sessions: number }): boolean {
  if (measure === "sessions") return sessions >= target;
  const { listed } = figures;
  const figure = figures[measure];
  if (listed === 0 || figure.state === "notYetMeasured" || figure.state === "withheld") return false;
  return 100 * (figure.state === "estimated" ? figure.lowerPersons : figure.persons) >= target * listed;
}
