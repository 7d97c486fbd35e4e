/** The app's one door for others: what the author's bench needs to show a file on the phone's own screens. */
export { firstIcons, Icon } from "./icons.tsx";
export { en } from "./messages/en.ts";
export { firstEn } from "./messages/first-en.ts";
export { firstVi } from "./messages/first-vi.ts";
export { vi } from "./messages/vi.ts";
export { pictureAddress } from "./pictures/picture-address.ts";
export { deviceWithoutMemory } from "./screens/lesson/device-without-memory.ts";
export { emphasised } from "./screens/lesson/lesson-words.ts";
export { QuestionStop } from "./screens/lesson/question-stop.tsx";
export { beginSitting } from "./screens/lesson/sitting.ts";
export { Shell } from "./screens/shell.tsx";
export { SimulatorPlayer } from "./simulators/simulator-player.tsx";
export { readAloud } from "./narration/read-aloud.ts";
