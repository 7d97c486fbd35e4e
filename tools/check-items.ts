/**
 * What a machine can hold items to, of the written guide `content/GUIDE.md`: of one item, and of a whole bank, where a habit of its
 * authors gives keys away. Says each problem in a plain sentence.
 */
import type { CertifyingItem, Item, Simulator } from "@hocvuso/contract";

/** Choices that test cunning instead of skill; a second “không” in one clause; a question for what is not so. */
const cunningChoice = /(?<!\p{L})(tất cả (các )?(ý|câu) trên|không (ý|câu) nào|all of the above|none of the above)(?!\p{L})/iu;
const twiceNot = /(?<!\p{L})không(?!\p{L})[^.?!,:;“”–]*(?<!\p{L})không(?!\p{L})(?!\s*[?”]|\s+(bác|chị|anh|cô|chú|ông|bà|em|cháu)\??$)/iu;
const asksForNot = /(?<!\p{L})(câu|việc|điều|ý|cách|chỗ|tin|ai) nào (là )?(không|chưa) (đúng|phải|nên|hợp)(?!\p{L})/iu;

/** Characters, in Vietnamese. What is longer is read twice by a slow reader and not at all by a tired one. */
const longestQuestion = 150;
const longestAnswer = 60;

/** How much longer than every other choice the right one may be before its length gives it away. */
const tellingLength = 1.4;

/** Share of choice items in a bank whose right choice is longer than all others, and by how much a place may hold more keys than its part. */
const longestKeyShare = { practice: 0.5, certifying: 0.4 };
const placeExcess = 0.15;

/** Fewer items of one number of choices say nothing about a habit. */
const habitFrom = 12;

type Answer = { readonly id: string; readonly text: { readonly vi: string; readonly en: string } };

export function itemProblems({ choices, right, shown }: Item): string[] {
  const rightChoice = choices.find((choice) => choice.id === right);
  return [
    ...questionProblems(shown.vi, choices),
    ...(rightChoice === undefined ? [`The right choice ${right} is not among the choices.`] : [
      ...(rightChoice.mistake === undefined ? [] : ["The right choice stands for a mistake."]),
      ...choices.filter((choice) => choice !== rightChoice && choice.mistake === undefined).map(({ id }) => `The choice ${id} does not say which real mistake it stands for.`),
      ...lengthProblems(choices, right),
    ]),
  ];
}

export function certifyingItemProblems(item: CertifyingItem): string[] {
  switch (item.form) {
    case "task":
      return questionProblems(item.shown.vi, []);
    case "choice":
      return [...questionProblems(item.shown.vi, item.choices), ...keyedByOne(item.choices.map(({ id }) => id), item.key, "choice"), ...lengthProblems(item.choices, item.key.right)];
    case "spot":
      return [...questionProblems(item.shown.vi, item.places.map(({ id, label }) => ({ id, text: label }))), ...keyedByOne(item.places.map(({ id }) => id), item.key, "place"), ...sceneProblems(item)];
    case "order": {
      const ids = item.pieces.map(({ id }) => id);
      return [
        ...questionProblems(item.shown.vi, item.pieces),
        ...(ids.toSorted().join() === item.key.right.toSorted().join() ? [] : ["The right order does not hold each piece once."]),
        ...(ids.join() === item.key.right.join() ? ["The pieces are listed in the right order: whoever gets them has the key."] : []),
      ];
    }
    case "match": {
      const prompts = item.prompts.map(({ id }) => id);
      const partners = item.partners.map(({ id }) => id);
      const right = Object.entries(item.key.right);
      return [
        ...questionProblems(item.shown.vi, [...item.prompts, ...item.partners]),
        ...(prompts.toSorted().join() === right.map(([prompt]) => prompt).toSorted().join() ? [] : ["The key does not hold each prompt once."]),
        ...right.filter(([, partner]) => !partners.includes(partner)).map(([, partner]) => `The key names the partner ${partner}, which is not among the partners.`),
        ...(new Set(right.map(([, partner]) => partner)).size < right.length ? ["The key gives one partner to two prompts."] : []),
        ...(prompts.every((prompt, at) => item.key.right[prompt] === partners[at]) ? ["Each partner stands beside its prompt: whoever gets them has the key."] : []),
        ...right.filter(([prompt, partner]) => `${prompt}:${partner}`.length > 60).map(([prompt]) => `The ids of ${prompt} and its partner are longer than an answer may be. Shorten them.`),
      ];
    }
  }
}

function questionProblems(question: string, answers: readonly Answer[]): string[] {
  const ids = answers.map(({ id }) => id);
  return [
    ...(new Set(ids).size < ids.length ? ["Two answers have the same id."] : []),
    ...(question.length > longestQuestion ? [`The question has ${question.length} characters. Tell it in ${longestQuestion}.`] : []),
    ...answers.filter(({ text }) => text.vi.length > longestAnswer).map(({ id, text }) => `The answer ${id} has ${text.vi.length} characters. Say it in ${longestAnswer}.`),
    ...[question, ...answers.map(({ text }) => text.vi)].filter((words) => twiceNot.test(words)).map((words) => `“${words}” says “không” twice. Say what is so.`),
    ...(asksForNot.test(question) ? ["It asks for what is not so. Ask what one does."] : []),
    ...answers.filter(({ text }) => cunningChoice.test(`${text.vi} ${text.en}`)).map(({ id }) => `The choice ${id} is about the other choices. Write a deed instead.`),
  ];
}

function lengthProblems(choices: readonly Answer[], right: string): string[] {
  const lengths = lengthsOf(choices, right);
  return lengths !== undefined && lengths.right > tellingLength * lengths.longestOther ? ["The right choice is much longer than the others: its length gives it away."] : [];
}

function lengthsOf(choices: readonly Answer[], right: string): { readonly right: number; readonly longestOther: number } | undefined {
  const rightChoice = choices.find(({ id }) => id === right);
  return rightChoice && { right: rightChoice.text.vi.length, longestOther: Math.max(...choices.filter((choice) => choice !== rightChoice).map(({ text }) => text.vi.length)) };
}

function keyedByOne(ids: readonly string[], { right, mistakes }: { readonly right: string; readonly mistakes: Readonly<Record<string, string>> }, what: "choice" | "place"): string[] {
  return [
    ...(ids.includes(right) ? [] : [`The right ${what} ${right} is not among the ${what}s.`]),
    ...(right in mistakes ? [`The right ${what} stands for a mistake.`] : []),
    ...ids.filter((id) => id !== right && !(id in mistakes)).map((id) => `The ${what} ${id} does not say which real mistake it stands for.`),
    ...Object.keys(mistakes).filter((id) => !ids.includes(id)).map((id) => `A mistake is told of ${id}, which is not among the ${what}s.`),
  ];
}

function sceneProblems({ scene, places }: Extract<CertifyingItem, { readonly form: "spot" }>): string[] {
  if ("picture" in scene) return pictureProblems(places);
  const parts = new Set(scene.parts.map(({ id }) => id));
  return [
    ...places.filter(({ id }) => !parts.has(id)).map(({ id }) => `The place ${id} is no part of the screen.`),
    ...places.filter(({ area }) => area !== undefined).map(({ id }) => `The place ${id} is a part of a screen and needs no area.`),
    ...scene.parts.filter(({ when }) => when !== undefined).map(({ id }) => `The part ${id} depends on a run. On a scene everything is seen.`),
  ];
}

/** Share of a picture's width that a finger needs: 48 of 320 pixels. */
const narrowestPlace = 0.15;

function pictureProblems(places: Extract<CertifyingItem, { readonly form: "spot" }>["places"]): string[] {
  const areas = places.flatMap(({ id, area }) => (area === undefined ? [] : [{ id, ...area, right: area.left + area.width, bottom: area.top + area.height }]));
  return [
    ...places.filter(({ id }) => !areas.some((area) => area.id === id && area.right <= 1 && area.bottom <= 1)).map(({ id }) => `The place ${id} has no area within the picture.`),
    ...areas.filter(({ width }) => width < narrowestPlace).map(({ id }) => `The place ${id} is too narrow for a finger.`),
    ...areas.flatMap((one, at) => areas.slice(at + 1).filter((other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
      .map((other) => `The places ${one.id} and ${other.id} overlap: a finger cannot tell them apart.`)),
  ];
}

export interface Banks {
  readonly practice: readonly Item[];
  readonly certifying: readonly CertifyingItem[];
  readonly simulators: readonly Simulator[];
}

export interface BankProblem {
  readonly file: string;
  readonly check: "item" | "certifying-item";
  readonly sentence: string;
}

/** What no single file shows. */
export function bankProblems(banks: Banks): BankProblem[] {
  return problemsAcross(banks).map((problem) => ({ ...problem, check: problem.file.startsWith("items") ? "item" : "certifying-item" }));
}

function problemsAcross({ practice, certifying, simulators }: Banks): Omit<BankProblem, "check">[] {
  const practised = new Set<string>(practice.map(({ id }) => id));
  return [
    ...certifying.filter(({ id }) => practised.has(id)).map(({ id }) => ({ file: `certifying/${id}.json`, sentence: "A practice item has the same id. What certifies is never practised." })),
    ...certifying.flatMap((item) => {
      const strange = item.form === "task" && simulators.some(({ id, components }) => id === item.simulator && !item.components.every((component) => components.includes(component)));
      return strange ? [{ file: `certifying/${item.id}.json`, sentence: `It measures what its simulator ${item.simulator} does not practise.` }] : [];
    }),
    ...enemyProblems(practice, "items"), ...enemyProblems(certifying, "certifying"),
    ...habits("items", practice, longestKeyShare.practice),
    ...habits("certifying", certifying.flatMap((item) => (item.form === "choice" ? [{ choices: item.choices, right: item.key.right }] : [])), longestKeyShare.certifying),
  ];
}

function enemyProblems(items: readonly (Item | CertifyingItem)[], folder: string): { file: string; sentence: string }[] {
  return items.flatMap(({ id, enemies = [] }) => enemies.flatMap((enemy) => {
    const other = items.find((each) => each.id === enemy);
    const isMutual = other === undefined || other.enemies?.includes(id) === true;
    return enemy === id ? [{ file: `${folder}/${id}.json`, sentence: "It is its own enemy." }]
      : isMutual ? [] : [{ file: `${folder}/${id}.json`, sentence: `It names the enemy ${enemy}, which does not name it.` }];
  }));
}

function habits(folder: string, items: readonly { readonly choices: readonly Answer[]; readonly right: string }[], shareAtMost: number): { file: string; sentence: string }[] {
  const longest = items.filter(({ choices, right }) => {
    const lengths = lengthsOf(choices, right);
    return lengths !== undefined && lengths.right > lengths.longestOther;
  }).length;
  const byCount = [...Map.groupBy(items, ({ choices }) => choices.length)].filter(([, group]) => group.length >= habitFrom);
  const crowded = byCount.flatMap(([count, group]) => Array.from({ length: count }, (_, place) => {
    const held = group.filter(({ choices, right }) => choices[place]?.id === right).length;
    return held / group.length > 1 / count + placeExcess ? [`Of ${group.length} items with ${count} choices ${held} have the right one in place ${place + 1}. Move some.`] : [];
  }).flat());
  return [
    ...(items.length >= habitFrom && longest / items.length > shareAtMost ? [`In ${longest} of ${items.length} items the right choice is the longest. Shorten some, or lengthen others.`] : []),
    ...crowded,
  ].map((sentence) => ({ file: folder, sentence }));
}
