/** Names inside a simulator that point at nothing: found first, so that the walk can rely on all of them. */
import type { Simulator, When } from "@hocvuso/contract";

/** Plain sentences; empty when every name is known. */
export function unknownNames(simulator: Simulator): string[] {
  const { screens, scoreSteps, draws, start } = simulator;
  const problems: string[] = [];
  const demand = (isKnown: boolean, sentence: string): void => { if (!isKnown) problems.push(sentence); };
  const screenIds = screens.map((screen) => screen.id);
  const stepIds = scoreSteps.map((scoreStep) => scoreStep.id);
  demandUnique("screen", screenIds, demand);
  demandUnique("score step", stepIds, demand);
  demandUnique("draw", draws.map((draw) => draw.id), demand);
  for (const draw of draws) demandUnique(`option of ${draw.id}`, draw.options.map((option) => option.id), demand);
  demand(screenIds.includes(start), `The start screen ${start} does not exist.`);
  demand(screens.some((screen) => screen.isGoal === true), "No screen is the goal.");

  const demandWhen = (when: When | undefined, where: string): void => {
    for (const [draw, option] of Object.entries(when?.drawn ?? {})) {
      demand(draws.some((candidate) => candidate.id === draw && candidate.options.some(({ id }) => id === option)), `${where} asks for ${draw} = ${option}, which is never drawn.`);
    }
    for (const word of [...(when?.remembered ?? []), ...(when?.notRemembered ?? [])]) {
      demand(screens.some((screen) => screen.reactions.some((reaction) => reaction.remember?.includes(word) === true)), `${where} asks for ${word}, which nothing remembers.`);
    }
  };
  for (const screen of screens) {
    const allParts = [...screen.around, ...screen.phone, ...screen.choices];
    demandUnique(`part of screen ${screen.id}`, allParts.map((part) => part.id), demand);
    for (const part of allParts) {
      demandWhen(part.when, `Part ${part.id} of screen ${screen.id}`);
      if (part.kind === "sign") demandWhen(part.pastedOver, `Part ${part.id} of screen ${screen.id}`);
    }
    for (const hints of screen.hints) demandWhen(hints.when, `A hint of screen ${screen.id}`);
    for (const reaction of screen.reactions) {
      const where = `A reaction to ${reaction.act} on screen ${screen.id}`;
      demandWhen(reaction.when, where);
      demand(reaction.to === undefined || screenIds.includes(reaction.to), `${where} leads to ${reaction.to ?? ""}, which does not exist.`);
      for (const scoreStep of [reaction.earns, reaction.spoils]) {
        demand(scoreStep === undefined || stepIds.includes(scoreStep), `${where} names the score step ${scoreStep ?? ""}, which does not exist.`);
      }
    }
  }
  return problems;
}

function demandUnique(what: string, ids: readonly string[], demand: (isKnown: boolean, sentence: string) => void): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  demand(twice === undefined, `There are two of ${what} ${twice ?? ""}.`);
}
