/** The five classes of the maps. Fixed steps, never quantiles: a commune changes colour only when its own share moves over a step. */

/** Lower bounds of the second to the fifth class, in percent. 80 is a target and is always a step. */
export type Steps = readonly [number, number, number, number];

const earlySteps: Steps = [20, 40, 60, 80];
const lateSteps: Steps = [50, 60, 70, 80];

/** The finer steps from 50 once four communes in five are there; even steps before, or for no communes. `shares` are 0..1. */
export function stepsFor(shares: readonly number[]): Steps {
  const isLate = shares.length > 0 && shares.filter((share) => share >= 0.5).length * 5 >= shares.length * 4;
  return isLate ? lateSteps : earlySteps;
}

/** 1 (palest) to 5. A share exactly on a step belongs to the class above it. */
export function classOf(share: number, steps: Steps): 1 | 2 | 3 | 4 | 5 {
  const percent = share * 100;
  if (percent < steps[0]) return 1;
  if (percent < steps[1]) return 2;
  if (percent < steps[2]) return 3;
  if (percent < steps[3]) return 4;
  return 5;
}
