/** The simulator and what plays it: the heaviest part of a lesson, a chunk of its own. */
export { content as simulator, version as simulatorVersion } from "../../../../../content/simulators/tra-tien-qr.json?simulator";
export { SimulatorPlayer } from "../../simulators/simulator-player.tsx";
