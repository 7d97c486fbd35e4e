/** What both sides are asked to do with the same events, and what is measured of it. */
import type { Fact } from "@hocvuso/contract";
import type { Relay, Traffic } from "./relay.ts";

export type Timed = Traffic & { readonly seconds: number };

/** One round of one contestant: a device that has kept all events already meets a server that has none of them. */
export type Round = {
  /** Until the device itself had kept them so that they can be sent: written to its own database, or sealed and signed. Not part of `sent`. */
  readonly keptSeconds: number;
  readonly sent: Timed;
  /** The device forgot what was sent and sends again. */
  readonly again: Timed;
  /** Events the server counted because of that: must be 0. */
  readonly againCounted: number;
  /** One more meeting with nothing to say. */
  readonly idle: Timed;
};

export type Contestant = {
  readonly name: string;
  /** @param round names the round: each finds an empty place on the server. @throws Error when the server does not hold all events afterwards. */
  run(events: readonly Fact[], round: string): Promise<Round>;
  stop(): Promise<void>;
};

/** Events kept before the copy of the server's folder was made, between that and its return, and after. */
export const restoreStory = { beforeCopy: 1_000, afterCopy: 500, afterReturn: 100 } as const;

export async function timed(relay: Relay, act: () => Promise<void>): Promise<Timed> {
  relay.take();
  const startedMs = performance.now();
  await act();
  return { seconds: (performance.now() - startedMs) / 1_000, ...relay.take() };
}
