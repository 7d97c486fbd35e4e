/** The six lamps of the person and the components under them, with their words. */
import { content as framework } from "../../../../content/frameworks/thong-tu-02-2025.json?framework";
import { entries as lessons } from "../../../../content/lessons?index";
import { lampsOf, type Lamp } from "../lamps.ts";
import type { LearningRecord } from "../learning-record.ts";
import type { Language } from "./lesson/lesson-words.ts";

export type NamedLamp = Omit<Lamp, "components"> & {
  readonly name: string;
  /** Of the highest flame; undefined while none is lit. */
  readonly level?: string;
  readonly components: readonly (Lamp["components"][number] & { readonly name: string })[];
};

export const flameCount = framework.bands.length;

export function personLamps(record: LearningRecord, language: Language): readonly NamedLamp[] {
  return lampsOf(framework, { lessons, record }).map((lamp) => {
    const domain = framework.domains.find(({ id }) => id === lamp.domain);
    const band = framework.bands[lamp.flames - 1];
    return {
      ...lamp,
      name: (domain?.plainTitle ?? domain?.title)?.[language] ?? lamp.domain,
      components: lamp.components.map((component) => ({ ...component, name: domain?.components.find(({ id }) => id === component.id)?.title[language] ?? component.id })),
      ...(band === undefined ? {} : { level: (band.plainTitle ?? band.title)[language] }),
    };
  });
}
