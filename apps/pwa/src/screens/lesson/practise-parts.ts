/** What plays a simulator, plays a run of it again, and shows a screen of one: the heaviest part of a lesson, a chunk of its own. */
export { replay } from "@hocvuso/domain/scenario";
export { SimulatorPlayer } from "../../simulators/simulator-player.tsx";
export { drawStillScreen } from "../../simulators/still-screen.tsx";
