import type { FirstMessages } from "./first-vi.ts";

export const firstEn: FirstMessages = {
  language: "en",
  back: "Back",
  more: "More",
  listen: "Listen",
  listenAgain: "Hear this again",
  understood: "I understand",
  place: (at, of) => `Step ${at} of ${of}`,
  noVoice: "This phone has no English voice. Read the large words, or ask someone beside you to read them.",
  putAway: "Put the large words away",
  notKept: "This phone could not save what you just did",
  notKeptSafe: "Everything saved before is still on the phone.",
  notKeptDo: "Tap “Save again”. If it still does not work, delete some old photos or videos to make room, then tap once more.",
  keepAgain: "Save again",
  goOnUnkept: "Go on, without saving this",
  notLoaded: "This part has not reached the phone yet",
  notLoadedDo: "What you learned is still here. When there is a network, tap “Load again”.",
  loadAgain: "Load again",
  waiting: "Fetching the next part…",
};
