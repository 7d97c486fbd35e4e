/** How the phone reads aloud for whoever uses it now. Kept beside the other settings, under "voice", as words parted by blanks. */
import { stamp } from "../hand-on.ts";
import { stored } from "../settings.ts";

export const paces = ["slow", "ordinary", "fast"] as const;
export type Pace = (typeof paces)[number];

export type VoiceSettings = {
  /** No sound: what would be said is shown large. */
  readonly isSilent: boolean;
  readonly pace: Pace;
  /** The language of recorded voices that is heard first, such as "bru". Absent: Vietnamese alone. */
  readonly narration?: string;
};

export function readVoiceSettings(): VoiceSettings {
  const words = (stored("voice") ?? "").split(" ");
  const narration = words.find((word) => word.startsWith("in:"))?.slice(3);
  return { isSilent: words.includes("silent"), pace: paces.find((pace) => words.includes(pace)) ?? "ordinary", ...(narration === undefined ? {} : { narration }) };
}

export function saveVoiceSettings({ isSilent, pace, narration }: VoiceSettings): void {
  localStorage.setItem("voice", [pace, ...(isSilent ? ["silent"] : []), ...(narration === undefined ? [] : [`in:${narration}`])].join(" "));
  stamp();
}
