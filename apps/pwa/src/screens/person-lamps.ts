/** The six lamps of the person, with their words. */
import { content as framework } from "../../../../content/frameworks/thong-tu-02-2025.json?framework";
import { content as lesson } from "../../../../content/lessons/tra-tien-qr.json?lesson";
import type { SimulatorRun } from "@hocvuso/domain/measurement";
import { lampsOf, type Lamp } from "../lamps.ts";
import type { Language } from "./lesson/lesson-words.ts";

export type NamedLamp = Lamp & {
  readonly name: string;
  /** Of the highest flame; undefined while none is lit. */
  readonly level?: string;
};

export const flameCount = framework.bands.length;

export function personLamps(runs: readonly SimulatorRun[], language: Language): readonly NamedLamp[] {
  return lampsOf(framework, { lessons: [lesson], runs }).map((lamp) => {
    const domain = framework.domains.find(({ id }) => id === lamp.domain);
    const band = framework.bands[lamp.flames - 1];
    return {
      ...lamp,
      name: (domain?.plainTitle ?? domain?.title)?.[language] ?? lamp.domain,
      ...(band === undefined ? {} : { level: (band.plainTitle ?? band.title)[language] }),
    };
  });
}
