/** Icons that the first script does not need. See icons.tsx. */
import type { IconShape } from "./icons.tsx";

export const icons = {
  play: { full: "M7 4l13 8-13 8z" },
  check: { line: "M4 13l5 6L20 5" },
  home: { line: "M3 11l9-8 9 8M5 10v11h14V10M10 21v-6h4v6" },
  book: { line: "M12 6q-4-3-9-2v14q5-1 9 2 4-3 9-2V4q-5-1-9 2zM12 6v14" },
  send: { line: "M3 12L21 4l-6 17-4-7zM11 14l10-10" },
  wait: { line: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 6v6l4 3" },
  off: { line: "M3 9q9-8 18 0M6.500 13q5.500-5 11 0M10 17q2-2 4 0M4 3l16 18" },
  phone: { line: "M7 2h10v20H7zM11 18h2" },
  keep: { line: "M12 3v11M7 10l5 5 5-5M4 17v4h16v-4" },
  together: { line: "M8 4a3 3 0 1 0 0 6 3 3 0 1 0 0-6M17 8a2.500 2.500 0 1 0 0 5 2.500 2.500 0 1 0 0-5M2 21q0-8 6-8t6 8M15 16q6-2 7 5" },
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
