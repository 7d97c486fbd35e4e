/** Text in which no line ends inside a date: "31-12-2026" breaks at its hyphens otherwise. */

export function UnbrokenDates({ text }: { text: string }) {
  // Split by a group: every second part is a date.
  return <>{text.split(/(\d{1,2}-\d{1,2}-\d{4})/).map((part, place) => (place % 2 === 1 ? <span key={place} class="unbroken">{part}</span> : part))}</>;
}
