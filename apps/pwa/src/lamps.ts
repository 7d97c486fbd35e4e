/**
 * The six lamps: how far each domain of the framework is lit by what was done in all lessons. A component is lit whole by a run done on
 * one's own without a hint, by half otherwise; a lesson that has nothing to practise lights half when gone through, and whole when its questions were
 * answered right on a later day. A lamp is the mean of its components, so one lesson never fills it.
 */
import type { Framework } from "@hocvuso/contract";
import type { SimulatorRun } from "@hocvuso/domain/measurement";
import type { LessonEntry } from "./device/content-entry.ts";
import type { LearningRecord } from "./learning-record.ts";

export type Lamp = {
  /** Of the framework. */
  readonly domain: string;
  /** 0..1. */
  readonly lightShare: number;
  /** 0..number of bands: the highest band in which something was done. */
  readonly flames: number;
  /** In the framework's order; `lightShare` 0, ½ or 1. */
  readonly components: readonly { readonly id: string; readonly lightShare: number }[];
};

export type LightingLesson = Pick<LessonEntry, "id" | "components" | "level" | "simulators" | "subject">;

/** In the framework's order. Components of other frameworks are passed over. */
export function lampsOf(framework: Pick<Framework, "id" | "domains" | "bands">, { lessons, record }: { lessons: readonly LightingLesson[]; record: LearningRecord }): readonly Lamp[] {
  const lit = lessons.map((lesson) => ({ lesson, light: lightOf(lesson, record) })).filter(({ light }) => light > 0);
  return framework.domains.map((domain) => {
    const lights = domain.components.map(({ id }) => {
      const through = lit.filter(({ lesson }) => lesson.components.includes(`${framework.id}/${id}`));
      return { id, lightShare: Math.max(0, ...through.map(({ light }) => light)), flames: Math.max(0, ...through.map(({ lesson }) => bandOf(framework, lesson.level))) };
    });
    return {
      domain: domain.id,
      lightShare: lights.length === 0 ? 0 : lights.reduce((sum, { lightShare }) => sum + lightShare, 0) / lights.length,
      flames: Math.max(0, ...lights.map(({ flames }) => flames)),
      components: lights.map(({ id, lightShare }) => ({ id, lightShare })),
    };
  });
}

function lightOf({ id, simulators, subject }: LightingLesson, { runs, finished, recalls = {} }: LearningRecord): number {
  if (simulators.length > 0) return Math.max(0, ...runs.filter(({ simulator }) => simulators.includes(simulator)).map(lightOfRun));
  const finishedOn = finished[id];
  if (finishedOn === undefined) return 0;
  const [, ...later] = recalls[subject] ?? []; // one a day
  return later.some(({ grade }) => grade === "good") ? 1 : 0.5;
}

function lightOfRun({ goalReached, mode, hintCount }: SimulatorRun): number {
  if (!goalReached) return 0;
  return mode !== "guided" && hintCount === 0 ? 1 : 0.5;
}

/** Place of the level's band, from 1; 0 for a level the framework does not have. */
function bandOf({ bands }: Pick<Framework, "bands">, level: number): number {
  return bands.findIndex((band) => band.levels.some((each) => each.level === level)) + 1;
}
