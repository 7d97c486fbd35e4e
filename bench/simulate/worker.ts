/** Lives worlds one after another, each at the next place of the run that no other worker took. */
import { parentPort, workerData } from "node:worker_threads";
import { Violation } from "./oracle.ts";
import { DAYS, worldSeed, type WorkerSays } from "./simulate.ts";
import { runWorld, type Pace } from "./world.ts";

const { shared, own, worlds, seed: runSeed, pace, stopAtFirst } = workerData as { readonly shared: Int32Array; readonly own: number; readonly worlds: number; readonly seed: number; readonly pace: Pace; readonly stopAtFirst: boolean }; // what `simulate` gives
const say = (said: WorkerSays | "over") => parentPort?.postMessage(said, []);

for (let place = Atomics.add(shared, 0, 1); place < worlds && Atomics.load(shared, 1) === 0; place = Atomics.add(shared, 0, 1)) {
  Atomics.store(shared, 2 + own, place);
  const seed = worldSeed(runSeed, place);
  try {
    say({ is: "lived", place, report: await runWorld({ seed, pace, days: DAYS }) });
  } catch (error) {
    const [device, what] = error instanceof Violation ? [error.device, error.message] : ["world", error instanceof Error ? error.stack ?? error.message : String(error)];
    say({ is: "failed", failure: { place, seed, device, what } });
    if (stopAtFirst) Atomics.store(shared, 1, 1);
  }
}
say("over");
