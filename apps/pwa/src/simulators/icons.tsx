/** The small pictures of the simulators, 24 units square, in the colour of the text beside them. Content names them; an unknown name draws nothing. */

const paths: Readonly<Record<string, string>> = {
  again: "M5 12a7 7 0 1 1 3 6M5 12l-3-3M5 12l4-3",
  back: "M14 5l-7 7 7 7",
  book: "M12 6q-4-3-9-2v14q5-1 9 2 4-3 9-2V4q-5-1-9 2zM12 6v14",
  check: "M4 13l5 6L20 5",
  doc: "M5 2h10l4 4v16H5zM15 2v4h4M8 11h8M8 15h8",
  erase: "M8 5h13v14H8l-6-7zM12 9l5 6M17 9l-5 6",
  find: "M10 4a6 6 0 1 0 0 12 6 6 0 1 0 0-12M15 15l6 6",
  hand: "M7 13V6q0-1.5 1.5-1.5T10 6V3.5Q10 2 11.5 2T13 3.5V5q0-1.5 1.5-1.5T16 5v3q0-1.5 1.5-1.5T19 8v7q0 7-7 7-4 0-6-4l-3-5q2-2 4 1z",
  home: "M3 11l9-8 9 8M5 10v11h14V10M10 21v-6h4v6",
  key: "M7 8a4 4 0 1 0 0 8 4 4 0 1 0 0-8M11 12h11M18 12v4M21.5 12v3",
  lamp: "M9 17q0-2-2-4-2-2-2-4 0-6 7-6t7 6q0 2-2 4t-2 4zM9.5 21h5",
  leaf: "M4 20Q4 5 20 4q1 15-12 14-3 0-4 2zM8 16l6-6",
  lock: "M5 11h14v10H5zM8 11V7q0-4 4-4t4 4v4",
  "lock-open": "M5 11h14v10H5zM8 11V7q0-4 4-4 3 0 4 3",
  make: "M4 20l2-6L16 4l4 4L10 18zM13 7l4 4",
  money: "M2 6h20v12H2zM12 9a3 3 0 1 0 0 6 3 3 0 1 0 0-6M5 9v.1M19 15v.1",
  next: "M9 5l7 7-7 7",
  off: "M3 9q9-8 18 0M6.5 13q5.5-5 11 0M10 17q2-2 4 0M4 3l16 18",
  people: "M8 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8M17 6a3 3 0 1 0 0 6 3 3 0 1 0 0-6M1 21q0-8 7-8t7 8M16 14q7 0 7 7",
  phone: "M6 2h12v20H6zM10.5 18.5h3",
  pin: "M12 22q-7-8-7-13 0-7 7-7t7 7q0 5-7 13zM12 6.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 1 0 0-5",
  qr: "M3 3h7v7H3zM14 3h7v7h-7zM3 14h7v7H3zM14 14h3v3h-3zM21 14v3M14 21h3M20 20h1v1",
  safe: "M12 3l8 3q1 11-8 15-9-4-8-15zM8 12l3 3 5-6",
  send: "M3 12L21 4l-6 17-4-7zM11 14l10-10",
  shop: "M4 4h16l2 6q-2 3-5 0-2 3-5 0-3 3-5 0-3 3-5 0zM4 12v9h16v-9",
  talk: "M3 4h14v9H9l-4 4v-4H3zM20 9h1v9h-2v3l-4-3h-4",
  wait: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 6v6l4 3",
  x: "M5 5l14 14M19 5L5 19",
};

/** Drawn filled as well as outlined. */
const filledPaths: Readonly<Record<string, string>> = {
  ai: "M12 3l2 7 7 2-7 2-2 7-2-7-7-2 7-2z",
  call: "M6 3l4 1v5L8 11q2 4 5 5l2-2h5l1 4-3 3Q5 20 3 6z",
  hang: "M3 15q0-6 9-6t9 6l-1 2-5-1v-3q-3-1-6 0v3l-5 1z",
  play: "M7 4l13 8-13 8z",
  stop: "M6 6h12v12H6z",
};

export function Icon({ name }: { name: string | undefined }) {
  if (name === undefined) return null;
  if (name === "say") {
    return (
      <svg class="sim-icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 9v6h4l6 5V4L8 9z" fill="currentColor" />
        <path d="M17 9q2 3 0 6M20 6q4 6 0 12" />
      </svg>
    );
  }
  const filled = filledPaths[name];
  const path = filled ?? paths[name];
  if (path === undefined) return null;
  return (
    <svg class="sim-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} fill={filled === undefined ? "none" : "currentColor"} />
    </svg>
  );
}

/** Points up at the place above it. */
export function Hand() {
  return (
    <svg class="sim-hand" viewBox="-4 -8 72 88" aria-hidden="true">
      <path d="M24 36V14q0-6 6-6t6 6v20l18 4q8 3 7 12l-2 28H31L14 56q-4-8 4-10l6 6z" fill="#EDBE8C" stroke="#FFFCF3" stroke-width="9" stroke-linejoin="round" />
      <path d="M24 36V14q0-6 6-6t6 6v20l18 4q8 3 7 12l-2 28H31L14 56q-4-8 4-10l6 6z" fill="#EDBE8C" />
      <g fill="none" stroke="#1E1B16" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round">
        <path d="M22 36V12q0-6 6-6t6 6v20l18 4q8 3 7 12l-2 28M22 48V36L16 42q-6 4-2 12l15 22" />
        <path d="M43 35v7M51 38v6" stroke-width="2.4" />
      </g>
    </svg>
  );
}

/** The teacher's mark. */
export function Lotus() {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true">
      <g transform="translate(1.5 1.2)">
        <path d="M32 8q12 14 6 32-6 4-12 0Q20 22 32 8z" fill="#DD7F5C" />
        <path d="M26 42Q8 38 8 20q16 2 20 18zM38 42q18-4 18-22-16 2-20 18z" fill="#C8321F" />
        <path d="M10 50q22-14 44 0-22 10-44 0z" fill="#5E8C4A" />
      </g>
      <g fill="none" stroke="#1E1B16" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
        <path d="M32 8q12 14 6 32-6 4-12 0Q20 22 32 8zM25 41Q8 38 8 20q10 1 15 8M39 41q17-3 17-21-10 1-15 8M10 50q22-14 44 0-22 10-44 0z" />
        <path d="M32 18v18M18 50h28" stroke-width="1.8" />
      </g>
    </svg>
  );
}

/** Somebody whose face is not known. */
export function Stranger() {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="32" cy="32" r="32" fill="#46556A" />
      <path d="M32 14a11 11 0 1 0 0 22 11 11 0 1 0 0-22M11 56q2-15 21-15t21 15q-9 8-21 8t-21-8z" fill="#C5CEDA" />
    </svg>
  );
}
