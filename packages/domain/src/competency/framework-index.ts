/** All frameworks and crosswalks held together. Broken references are named, never guessed around. */
import type { ComponentRef, Crosswalk, Framework, FrameworkComponent, FrameworkDomain } from "@hocvuso/contract";

export interface KnownComponent {
  readonly framework: Framework;
  readonly domain: FrameworkDomain;
  readonly component: FrameworkComponent;
}

export interface FrameworkIndex {
  /** `<framework id>/<component id>`, in the order of the documents. */
  readonly components: ReadonlyMap<ComponentRef, KnownComponent>;
  readonly crosswalks: readonly Crosswalk[];
}

/** `problems` are plain sentences for the author; what they name is left out of the index. Components of target groups are not referable yet: no such framework has any. */
export function indexFrameworks({ frameworks, crosswalks }: { frameworks: readonly Framework[]; crosswalks: readonly Crosswalk[] }): { index: FrameworkIndex; problems: string[] } {
  const problems: string[] = [];
  const components = new Map<ComponentRef, KnownComponent>();
  for (const framework of frameworks) {
    for (const domain of framework.domains) for (const component of domain.components) {
      const ref = `${framework.id}/${component.id}`;
      if (components.has(ref)) problems.push(`Framework ${framework.id} has the component ${component.id} twice.`);
      components.set(ref, { framework, domain, component });
    }
    const levels = framework.bands.flatMap((band) => band.levels.map((each) => each.level));
    if (levels.some((level, at) => level <= (levels[at - 1] ?? -1))) problems.push(`The levels of framework ${framework.id} do not rise.`);
    const isHollow = framework.domains.length === 0;
    if (isHollow !== (framework.completeness === "empty")) {
      problems.push(`Framework ${framework.id} says that it is ${framework.completeness} and has ${isHollow ? "no" : "some"} components.`);
    }
  }
  for (const crosswalk of crosswalks) {
    const demandKnown = (ref: ComponentRef, side: "from" | "to"): void => {
      if (!components.has(ref)) problems.push(`Crosswalk ${crosswalk.id} names ${ref}, which no framework has.`);
      else if (!ref.startsWith(`${crosswalk[side]}/`)) problems.push(`Crosswalk ${crosswalk.id} names ${ref}, which is not of ${crosswalk[side]}.`);
    };
    crosswalk.pairs.forEach((pair, at) => {
      demandKnown(pair.from, "from");
      for (const ref of pair.to) demandKnown(ref, "to");
      if (crosswalk.pairs.findIndex((other) => other.from === pair.from) !== at) problems.push(`Crosswalk ${crosswalk.id} has ${pair.from} twice.`);
    });
  }
  return { index: { components, crosswalks }, problems };
}

/** In the direction the crosswalk was written or against it, in its order. Empty: no counterpart, or no crosswalk between the two. */
export function correspondingComponents(index: FrameworkIndex, { of, framework }: { of: ComponentRef; framework: string }): ComponentRef[] {
  const home = of.slice(0, of.indexOf("/"));
  return index.crosswalks.flatMap((crosswalk) => {
    if (crosswalk.from === home && crosswalk.to === framework) return crosswalk.pairs.filter((pair) => pair.from === of).flatMap((pair) => pair.to);
    if (crosswalk.to === home && crosswalk.from === framework) return crosswalk.pairs.filter((pair) => pair.to.includes(of)).map((pair) => pair.from);
    return [];
  });
}
