/**
 * The six lamps: how far each domain of the framework is lit by recorded runs. A component is lit whole by a run done on one's own
 * without a hint, by half otherwise; a lamp is the mean of its components, so one lesson never fills it.
 */
import type { Framework, Lesson } from "@hocvuso/contract";
import type { SimulatorRun } from "@hocvuso/domain/measurement";

export type Lamp = {
  /** Of the framework. */
  readonly domain: string;
  /** 0..1. */
  readonly lightShare: number;
  /** 0..number of bands: the highest band in which something was done. */
  readonly flames: number;
};

/** In the framework's order. Components of other frameworks are passed over. */
export function lampsOf(
  framework: Pick<Framework, "id" | "domains" | "bands">,
  { lessons, runs }: { lessons: readonly Lesson[]; runs: readonly SimulatorRun[] },
): readonly Lamp[] {
  const lit = lessons.map((lesson) => ({ lesson, light: Math.max(0, ...runs.filter((run) => isOf(lesson, run)).map(lightOf)) })).filter(({ light }) => light > 0);
  return framework.domains.map((domain) => {
    const lights = domain.components.map(({ id }) =>
      lit.filter(({ lesson }) => lesson.components.includes(`${framework.id}/${id}`)).map(({ lesson, light }) => ({ light, flames: bandOf(framework, lesson.level) })));
    const sum = lights.reduce((total, of) => total + Math.max(0, ...of.map(({ light }) => light)), 0);
    return { domain: domain.id, lightShare: lights.length === 0 ? 0 : sum / lights.length, flames: Math.max(0, ...lights.flat().map(({ flames }) => flames)) };
  });
}

function isOf(lesson: Lesson, run: SimulatorRun): boolean {
  return lesson.steps.some((step) => step.kind === "practise" && step.simulator === run.simulator);
}

function lightOf({ goalReached, mode, hintCount }: SimulatorRun): number {
  if (!goalReached) return 0;
  return mode !== "guided" && hintCount === 0 ? 1 : 0.5;
}

/** Place of the level's band, from 1; 0 for a level the framework does not have. */
function bandOf({ bands }: Pick<Framework, "bands">, level: number): number {
  return bands.findIndex((band) => band.levels.some((each) => each.level === level)) + 1;
}
