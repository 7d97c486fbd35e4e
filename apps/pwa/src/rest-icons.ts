/** Icons that the first script does not need. See icons.tsx. */
import type { IconShape } from "./icons.tsx";

export const icons = {
  play: { full: "M7 4l13 8-13 8z" },
  check: { line: "M4 13l5 6L20 5" },
  home: { line: "M3 11l9-8 9 8M5 10v11h14V10M10 21v-6h4v6" },
  book: { line: "M12 6q-4-3-9-2v14q5-1 9 2 4-3 9-2V4q-5-1-9 2zM12 6v14" },
  course: { line: "M12 22V3M12 4h7l3 3-3 3h-7M12 11H5l-3 3 3 3h7" },
  send: { line: "M3 12L21 4l-6 17-4-7zM11 14l10-10" },
  wait: { line: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 6v6l4 3" },
  off: { line: "M3 9q9-8 18 0M6.500 13q5.500-5 11 0M10 17q2-2 4 0M4 3l16 18" },
  phone: { line: "M7 2h10v20H7zM11 18h2" },
  keep: { line: "M12 3v11M7 10l5 5 5-5M4 17v4h16v-4" },
  letGo: { line: "M4 7h16M9 7V3h6v4M6 7l1 14h10l1-14M10 11v6M14 11v6" },
  together: { line: "M8 4a3 3 0 1 0 0 6 3 3 0 1 0 0-6M17 8a2.500 2.500 0 1 0 0 5 2.500 2.500 0 1 0 0-5M2 21q0-8 6-8t6 8M15 16q6-2 7 5" },
  scan: { line: "M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M7 12h10" },
  file: { line: "M6 2h9l4 4v16H6zM15 2v5h4M9 12h7M9 16h7" },
  copy: { line: "M8 8h12v13H8zM4 16V3h12" },
  mind: { line: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 7v6M12 16.500v.1" },
  slip: { line: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v2M14 20h2M18 18h2v2" },
  hub: { line: "M5 14h14v7H5zM12 14V9M8 17.500h.1M7 6q5-5 10 0M9.500 8.500q2.500-2 5 0" },
  call: { line: "M6 3h4l2 5-3 2q2 4 5 5l2-3 5 2v4q-1 3-4 3Q5 20 3 7q0-3 3-4" },
  microphone: { line: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5 11q0 7 7 7t7-7M12 18v4" },
  find: { line: "M10 4a6 6 0 1 0 0 12 6 6 0 1 0 0-12M15 15l6 6" },
};

/** The pictures on the six lamps, by domain of the framework. */
export const lampIcons: Readonly<Record<string, IconShape>> = {
  1: icons.find,
  2: { line: "M3 4h14v9H9l-4 4v-4H3zM20 9h1v9h-2v3l-4-3h-4" },
  3: { line: "M4 20l2-6L16 4l4 4L10 18zM13 7l4 4" },
  4: { line: "M12 3l8 3q1 11-8 15-9-4-8-15zM8 12l3 3 5-6" },
  5: { line: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M9 9.500q.5-3 3-3t3 3q0 2-3 3.500v1.500M12 18v.1" },
  6: { full: "M12 3l2 7 7 2-7 2-2 7-2-7-7-2 7-2z" },
};
