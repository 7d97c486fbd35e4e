/** What plays a simulator: the heaviest part of a lesson, a chunk of its own. */
export { SimulatorPlayer } from "../../simulators/simulator-player.tsx";
