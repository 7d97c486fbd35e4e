/**
 * Shapes of what is taught: frameworks, lessons, paths, items, simulators, policies, pictures. They are files under `content/`, written by people.
 * May only grow: phones in villages keep old versions for months. What a part of a simulator looks like is not said here,
 * only what it holds; a new kind of part grows `parts` here and the list of the acts that parts offer in domain.
 * One file above 400 lines: a list of shapes with one line or two of meaning each.
 */
import { Type, type Static } from "typebox";
import { PopulationGroup, SimulatorMode } from "./events.ts";
import { ItemId, LessonId, SimulatorId } from "./ids.ts";

const closed = { additionalProperties: false } as const;
const slug = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 60 });
const words = Type.String({ minLength: 1, maxLength: 600, pattern: "\\S" });
const version = Type.String({ pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$" });

/** What people read or hear, Vietnamese first. In a simulator `{name}` stands for a value that the seed draws. */
export const Text = Type.Object({ vi: words, en: words }, closed);
export type Text = Static<typeof Text>;

/** `certainty`: "read" in the document itself, "secondary" in a reproduction or report of it, "memory" = general knowledge nobody checked, "ours" = written by us. */
export const Source = Type.Object({
  title: words,
  url: Type.Optional(Type.String({ pattern: "^https?://" })),
  certainty: Type.Union([Type.Literal("read"), Type.Literal("secondary"), Type.Literal("memory"), Type.Literal("ours")]),
  note: Type.Optional(words),
}, closed);
export type Source = Static<typeof Source>;

const Sources = Type.Array(Source, { minItems: 1 });

/** `<framework id>/<component id>`, such as `thong-tu-02-2025/4.2`. */
export const ComponentRef = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*/[0-9]+(\\.[0-9]+)*$" });
export type ComponentRef = Static<typeof ComponentRef>;

/** A picture's name; `content/pictures.json` says what each one tells to those who cannot see it. */
export const PictureName = slug;

// ---------------------------------------------------------------------------------------------------------------- frameworks

export const FrameworkComponent = Type.Object({
  id: Type.String({ pattern: "^[0-9]+(\\.[0-9]+)*$" }),
  title: Text,
  /** Only where the document's own words (or a reproduction) were seen. */
  definition: Type.Optional(Text),
  /** Other names met in use, Vietnamese. */
  alsoNamed: Type.Optional(Type.Array(words)),
}, closed);
export type FrameworkComponent = Static<typeof FrameworkComponent>;

export const FrameworkDomain = Type.Object({
  id: Type.String({ pattern: "^[0-9]+$" }),
  title: Text,
  /** What we say to a learner instead of the official title. Ours. */
  plainTitle: Type.Optional(Text),
  components: Type.Array(FrameworkComponent),
}, closed);
export type FrameworkDomain = Static<typeof FrameworkDomain>;

export const FrameworkBand = Type.Object({
  id: slug,
  title: Text,
  plainTitle: Type.Optional(Text),
  /** Lowest first. */
  levels: Type.Array(Type.Object({ level: Type.Integer({ minimum: 0, maximum: 8 }), code: Type.Optional(words) }, closed), { minItems: 1 }),
}, closed);
export type FrameworkBand = Static<typeof FrameworkBand>;

/** A framework of competences, in the version named. Lists are in the document's order; bands lowest first. */
export const Framework = Type.Object({
  kind: Type.Literal("framework"),
  id: slug,
  version,
  title: Text,
  issuer: Text,
  issuedOn: Type.Optional(Type.String({ format: "date" })),
  inForceFrom: Type.Optional(Type.String({ format: "date" })),
  /** "partial": some of it was not obtained. "empty": its content is to be entered by the province. `certainty` says what is missing. */
  completeness: Type.Union([Type.Literal("complete"), Type.Literal("partial"), Type.Literal("empty")]),
  certainty: Text,
  sources: Sources,
  domains: Type.Array(FrameworkDomain),
  bands: Type.Array(FrameworkBand),
  /** The groups of people for whom the document has a part of its own. */
  targetGroups: Type.Optional(Type.Array(Type.Object({ id: slug, title: Text, domains: Type.Array(FrameworkDomain) }, closed))),
}, closed);
export type Framework = Static<typeof Framework>;

/** Which component of one framework stands for which of another. "proposal" = ours, nobody has approved it. */
export const Crosswalk = Type.Object({
  kind: Type.Literal("crosswalk"),
  id: slug,
  version,
  title: Text,
  from: slug,
  to: slug,
  status: Type.Union([Type.Literal("official"), Type.Literal("proposal")]),
  certainty: Text,
  sources: Sources,
  pairs: Type.Array(Type.Object({ from: ComponentRef, to: Type.Array(ComponentRef) }, closed), { minItems: 1 }),
  /** Level of `from` → level of `to`. */
  levels: Type.Optional(Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() }, closed))),
}, closed);
export type Crosswalk = Static<typeof Crosswalk>;

// ------------------------------------------------------------------------------------------------------------------- lessons

const shownAndSpoken = {
  /** Read on the screen. In a lesson `**…**` marks the one thing that matters, at most once. */
  shown: Text,
  /** Read aloud: says also what the picture or the screen shows, so that one who cannot read misses nothing. */
  spoken: Text,
};

export const LessonStep = Type.Union([
  Type.Object({ kind: Type.Literal("explain"), id: slug, ...shownAndSpoken, picture: PictureName }, closed),
  Type.Object({ kind: Type.Literal("practise"), id: slug, ...shownAndSpoken, simulator: SimulatorId, mode: SimulatorMode }, closed),
  Type.Object({ kind: Type.Literal("question"), id: slug, item: ItemId }, closed),
]);
export type LessonStep = Static<typeof LessonStep>;

/** Steps are in the order they are taken; their place from 0 is what `lesson-step-done` records. */
export const Lesson = Type.Object({
  kind: Type.Literal("lesson"),
  id: LessonId,
  version,
  title: Text,
  /** One sentence: what the learner can do afterwards. */
  promise: Text,
  picture: PictureName,
  components: Type.Array(ComponentRef, { minItems: 1 }),
  level: Type.Integer({ minimum: 0, maximum: 8 }),
  minutes: Type.Object({ from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1, maximum: 30 }) }, closed),
  steps: Type.Array(LessonStep, { minItems: 1, maxItems: 20 }),
  sources: Sources,
}, closed);
export type Lesson = Static<typeof Lesson>;

/**
 * The order in which a kind of people takes the lessons: what the phone calls a course. Paths are shown by `place`, the lowest first;
 * that one is the course of level 0, for those who hold a phone for the first time.
 */
export const Path = Type.Object({
  kind: Type.Literal("path"),
  id: slug,
  version,
  title: Text,
  /** Whom it is meant for, in their own words. */
  for: Text,
  picture: PictureName,
  place: Type.Integer({ minimum: 1, maximum: 99 }),
  /** Groups to which it is offered first. */
  groups: Type.Array(PopulationGroup, { minItems: 1 }),
  /** Groups that go this way until they choose another. Each group has exactly one such path. */
  givenTo: Type.Optional(Type.Array(PopulationGroup, { minItems: 1 })),
  lessons: Type.Array(LessonId, { minItems: 1 }),
  sources: Sources,
}, closed);
export type Path = Static<typeof Path>;

// --------------------------------------------------------------------------------------------------------------------- items

export const ItemChoice = Type.Object({
  id: slug,
  text: Text,
  /** What the teacher says once it is picked. */
  answer: Text,
  /** The real mistake this choice stands for; the right choice has none. Read by authors only. */
  mistake: Type.Optional(words),
}, closed);
export type ItemChoice = Static<typeof ItemChoice>;

/** What an author expects of an item until it is calibrated: how hard on the scale of abilities, and how long a learner of its level takes. */
const expected = {
  expectedDifficultyLogits: Type.Number({ minimum: -4, maximum: 4 }),
  expectedSeconds: Type.Integer({ minimum: 5, maximum: 600 }),
};

/** Items that must not stand in the same test, because one helps with the other. Both name each other. */
const enemies = Type.Optional(Type.Array(ItemId, { minItems: 1 }));

/** A practice question, one point; its key travels with it. Choices may be shown in any order. */
export const Item = Type.Object({
  kind: Type.Literal("item"),
  form: Type.Literal("choice"),
  id: ItemId,
  version,
  components: Type.Array(ComponentRef, { minItems: 1 }),
  level: Type.Integer({ minimum: 0, maximum: 8 }),
  ...shownAndSpoken,
  picture: Type.Optional(PictureName),
  choices: Type.Array(ItemChoice, { minItems: 3, maxItems: 4 }),
  right: slug,
  expectedDifficultyLogits: Type.Optional(expected.expectedDifficultyLogits),
  expectedSeconds: Type.Optional(expected.expectedSeconds),
  enemies,
  sources: Sources,
}, closed);
export type Item = Static<typeof Item>;

// ---------------------------------------------------------------------------------------------------------------- simulators

/** An act that the learner can do on a screen; unique on that screen. */
export const ActId = slug;
export type ActId = Static<typeof ActId>;

/** Holds when all that it names holds. An empty `When` always holds. */
export const When = Type.Object({
  /** Draw id → option id. */
  drawn: Type.Optional(Type.Record(Type.String(), slug)),
  remembered: Type.Optional(Type.Array(slug)),
  notRemembered: Type.Optional(Type.Array(slug)),
}, closed);
export type When = Static<typeof When>;

/**
 * A named kind of entry that the author foresees. `equals`: after tidying (amounts: digits only; else lower case without diacritics,
 * outer space or doubled space; with `marks: "kept"` diacritics must be right too). `lessThan`, `moreThan`: amounts. What no case matches is case `khac`; what looks like a real
 * passcode, OTP, identity or card number is case `rieng`; nothing at all is case `rong`.
 */
export const EntryCase = Type.Union([
  Type.Object({ id: slug, equals: Type.Array(words, { minItems: 1 }), marks: Type.Optional(Type.Literal("kept")) }, closed),
  Type.Object({ id: slug, lessThan: words }, closed),
  Type.Object({ id: slug, moreThan: words }, closed),
]);
export type EntryCase = Static<typeof EntryCase>;

/** `id` is what hints point at. */
const part = { id: slug, when: Type.Optional(When) };
const optionalAct = Type.Optional(ActId);
const keyboard = Type.Union([Type.Literal("text"), Type.Literal("digits"), Type.Literal("amount"), Type.Literal("address")]);
const cases = Type.Array(EntryCase);
const icon = Type.Optional(slug);
const chosen = { act: ActId, label: Text, note: Type.Optional(Text), icon, picture: Type.Optional(PictureName) };
const choice = Type.Object(chosen, closed);
/** `hold`: the act of a finger that stays on it, as long as phones ask for, besides that of a tap. */
const listChoice = Type.Object({ ...chosen, hold: optionalAct }, closed);
export const SwipeWay = Type.Union([Type.Literal("up"), Type.Literal("down"), Type.Literal("left"), Type.Literal("right")]);
export type SwipeWay = Static<typeof SwipeWay>;
const row = Type.Object({ label: Text, value: Text }, closed);

/**
 * Everything a screen can be made of. A field named `act` (or `hold`, `accept`, `decline`, `allow`, `deny`, `back`) is an act the part offers;
 * with `cases` the act brings what was typed. Part kinds that hold `on` are on while that word is remembered.
 */
export const parts = {
  /** A sentence on the phone, in the app's voice. */
  paragraph: Type.Object({ kind: Type.Literal("paragraph"), ...part, text: Text }, closed),
  notice: Type.Object({ kind: Type.Literal("notice"), ...part, look: Type.Union([Type.Literal("plain"), Type.Literal("done"), Type.Literal("care")]), text: Text }, closed),
  picture: Type.Object({ kind: Type.Literal("picture"), ...part, picture: PictureName }, closed),
  /** Top bar of the made-up app. */
  "app-bar": Type.Object({ kind: Type.Literal("app-bar"), ...part, title: Text, app: words, back: optionalAct }, closed),
  button: Type.Object({ kind: Type.Literal("button"), ...part, act: ActId, label: Text, icon }, closed),
  /** A key on the edge of the phone's body, such as those for the volume: real hands look for it beside the screen. */
  "side-key": Type.Object({ kind: Type.Literal("side-key"), ...part, act: ActId, label: Text }, closed),
  /** A label with a value that is only read. "waiting" = not its turn yet: dashed and sunk. */
  detail: Type.Object({
    kind: Type.Literal("detail"), ...part, label: Text, value: Text, note: Type.Optional(Text),
    look: Type.Optional(Type.Union([Type.Literal("plain"), Type.Literal("waiting")])), act: optionalAct,
  }, closed),
  /** `unit` stands after the entry ("đồng"); `submit` is the word on the button that brings the act. */
  "text-field": Type.Object({
    kind: Type.Literal("text-field"), ...part, act: ActId, label: Text, keyboard, unit: Type.Optional(Text), submit: Text, cases,
  }, closed),
  list: Type.Object({ kind: Type.Literal("list"), ...part, look: Type.Union([Type.Literal("rows"), Type.Literal("grid")]), choices: Type.Array(listChoice, { minItems: 1 }) }, closed),
  /** A thing that the finger pulls along, such as a page or a row of photographs: `picture` is what moves. Each way is an act; an arrow to tap and an arrow key do the same. */
  swipe: Type.Object({ kind: Type.Literal("swipe"), ...part, label: Text, picture: PictureName, ways: Type.Array(Type.Object({ to: SwipeWay, act: ActId }, closed), { minItems: 1 }) }, closed),
  tick: Type.Object({ kind: Type.Literal("tick"), ...part, act: ActId, label: Text, on: slug }, closed),
  toggle: Type.Object({ kind: Type.Literal("toggle"), ...part, act: ActId, label: Text, on: slug }, closed),
  /** `practiceCode` is always shown beside the pad: nobody is asked for a code of their own. The act comes when `digits` digits are in. */
  "passcode-pad": Type.Object({
    kind: Type.Literal("passcode-pad"), ...part, act: ActId, label: Text, practiceCode: words, digits: Type.Integer({ minimum: 4, maximum: 6 }),
  }, closed),
  /** The viewfinder. Each target is a thing that can be brought into the frame. */
  "qr-scanner": Type.Object({ kind: Type.Literal("qr-scanner"), ...part, label: Text, targets: Type.Array(choice, { minItems: 1 }) }, closed),
  /** `seed` only shapes the drawn squares; nothing payable is ever encoded. */
  "qr-code": Type.Object({ kind: Type.Literal("qr-code"), ...part, caption: Text, seed: words }, closed),
  /** A board at a stall: QR squares, the stall and the owner's name. `pastedOver` = a sticker lies on the squares, its edge can be seen. */
  sign: Type.Object({ kind: Type.Literal("sign"), ...part, heading: Text, name: Text, seed: words, pastedOver: Type.Optional(When) }, closed),
  /** Somebody present speaks. */
  speech: Type.Object({ kind: Type.Literal("speech"), ...part, who: Text, text: Text, picture: Type.Optional(PictureName) }, closed),
  "incoming-call": Type.Object({
    kind: Type.Literal("incoming-call"), ...part, caller: Text, number: words, state: Type.Union([Type.Literal("ringing"), Type.Literal("talking")]),
    picture: Type.Optional(PictureName), says: Type.Optional(Text), accept: optionalAct, decline: optionalAct,
  }, closed),
  /** Bubbles in the order they came. `link` is drawn as a link and offers an act. */
  messages: Type.Object({
    kind: Type.Literal("messages"), ...part, app: Type.Union([Type.Literal("sms"), Type.Literal("chat")]), sender: Text,
    bubbles: Type.Array(Type.Object({
      from: Type.Union([Type.Literal("them"), Type.Literal("me")]), text: Text,
      link: Type.Optional(Type.Object({ act: ActId, address: words }, closed)),
    }, closed), { minItems: 1 }),
  }, closed),
  /** Browser bar; the parts after it are the page. `closed` lock: the padlock is drawn shut. */
  "web-page": Type.Object({
    kind: Type.Literal("web-page"), ...part, address: words, hasLock: Type.Boolean(), heading: Text, back: optionalAct,
  }, closed),
  "permission-prompt": Type.Object({ kind: Type.Literal("permission-prompt"), ...part, app: words, wants: Text, allow: ActId, deny: ActId }, closed),
  receipt: Type.Object({ kind: Type.Literal("receipt"), ...part, title: Text, rows: Type.Array(row, { minItems: 1 }) }, closed),
  /** `sees` is what stands before the lens. No real picture is ever taken. */
  camera: Type.Object({ kind: Type.Literal("camera"), ...part, act: ActId, label: Text, sees: PictureName }, closed),
  "map-pin": Type.Object({ kind: Type.Literal("map-pin"), ...part, label: Text, places: Type.Array(choice, { minItems: 1 }) }, closed),
  /** Typing practice: `wanted` is shown above the keys. */
  keyboard: Type.Object({
    kind: Type.Literal("keyboard"), ...part, act: ActId, label: Text, wanted: Text, layout: Type.Union([Type.Literal("letters"), Type.Literal("telex"), Type.Literal("digits")]), submit: Text, cases,
  }, closed),
} as const;

export type PartKind = keyof typeof parts;
export type PartOf<Kind extends PartKind> = Static<(typeof parts)[Kind]>;
export type Part = { [Kind in PartKind]: PartOf<Kind> }[PartKind];
export const Part = Type.Unsafe<Part>(Type.Union(Object.values(parts)));

/** "neutral" = harmless and sometimes sensible, such as going back: neither credited nor counted against. */
export const Verdict = Type.Union([Type.Literal("right"), Type.Literal("wrong"), Type.Literal("neutral")]);
export type Verdict = Static<typeof Verdict>;

/** What an act does. The first reaction of the screen whose act, case and `when` fit is taken. */
export const Reaction = Type.Object({
  act: ActId,
  /** For acts that bring an entry. Left out: any entry. */
  case: Type.Optional(slug),
  when: Type.Optional(When),
  verdict: Verdict,
  /** Left out: the screen stays. */
  to: Type.Optional(slug),
  remember: Type.Optional(Type.Array(slug)),
  forget: Type.Optional(Type.Array(slug)),
  /** The score step that this act earns. */
  earns: Type.Optional(slug),
  /** The score step that can no longer be earned in this run: a try-everything walk must not look like skill. */
  spoils: Type.Optional(slug),
  /** What the teacher says. A wrong act must have it. */
  answer: Type.Optional(Text),
}, closed);
export type Reaction = Static<typeof Reaction>;

/** `points` is the id of the part to ring. */
export const Hint = Type.Object({ text: Text, points: Type.Optional(slug) }, closed);
export type Hint = Static<typeof Hint>;

/** The first pair whose `when` holds is used. */
export const HintPair = Type.Object({ when: Type.Optional(When), weak: Hint, strong: Hint }, closed);
export type HintPair = Static<typeof HintPair>;

export const Screen = Type.Object({
  id: slug,
  ...shownAndSpoken,
  /** Outside the phone, above it: the stall, a person who speaks. */
  around: Type.Array(Part),
  /** Inside the striped frame. */
  phone: Type.Array(Part),
  /** The buttons under the teacher's sentence, all drawn alike. */
  choices: Type.Array(parts.button),
  reactions: Type.Array(Reaction),
  /** None on the goal screen. */
  hints: Type.Array(HintPair),
  isGoal: Type.Optional(Type.Boolean()),
}, closed);
export type Screen = Static<typeof Screen>;

export const DrawOption = Type.Object({
  id: slug,
  /** How often, against the other options. Left out: 1. */
  weight: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  /** Name → what stands in the place of `{name}`; a plain string is the same in both languages. */
  values: Type.Record(Type.String(), Type.Union([words, Text])),
}, closed);
export type DrawOption = Static<typeof DrawOption>;

export const Draw = Type.Object({ id: slug, options: Type.Array(DrawOption, { minItems: 1, maxItems: 12 }) }, closed);
export type Draw = Static<typeof Draw>;

/** A practice run of a real task, as data. Every combination of draws is proved before it ships. */
export const Simulator = Type.Object({
  kind: Type.Literal("simulator"),
  id: SimulatorId,
  version,
  title: Text,
  /** Stands at the top while the run lasts: what is to be done, with the drawn values. */
  task: Text,
  taskSpoken: Text,
  components: Type.Array(ComponentRef, { minItems: 1 }),
  level: Type.Integer({ minimum: 0, maximum: 8 }),
  /** Said when an entry looks like a real passcode, OTP, identity or card number. */
  whenPrivate: Text,
  draws: Type.Array(Draw),
  start: slug,
  /** In order; each is worth one point of partial credit. */
  scoreSteps: Type.Array(Type.Object({ id: slug, title: Text }, closed), { minItems: 3, maxItems: 5 }),
  screens: Type.Array(Screen, { minItems: 2 }),
  sources: Sources,
}, closed);
export type Simulator = Static<typeof Simulator>;

// ---------------------------------------------------------------------------------------------------------- certifying items

/** Something to be picked, put in order or matched. */
const Named = Type.Object({ id: slug, text: Text }, closed);

const share = Type.Number({ minimum: 0, maximum: 1 });

/** A place on a scene. `label` is what one hears of it who cannot see it. `area`, shares of the picture from its left and top, stands only on pictures; else `id` is that of a part. */
const Place = Type.Object({
  id: slug,
  label: Text,
  area: Type.Optional(Type.Object({ left: share, top: share, width: share, height: share }, closed)),
}, closed);

/** What each form shows. Lists are in the order in which they are shown, which says nothing of the key. */
const asks = {
  choice: { form: Type.Literal("choice"), choices: Type.Array(Named, { minItems: 3, maxItems: 4 }) },
  /** Steps to be put in order. */
  order: { form: Type.Literal("order"), pieces: Type.Array(Named, { minItems: 3, maxItems: 5 }) },
  /** To each prompt one partner; there may be partners too many. */
  match: { form: Type.Literal("match"), prompts: Type.Array(Named, { minItems: 3, maxItems: 4 }), partners: Type.Array(Named, { minItems: 3, maxItems: 5 }) },
  /** One place on a picture, or on a screen as simulators draw it, where the fault is. Acts of the parts do nothing. */
  spot: {
    form: Type.Literal("spot"),
    scene: Type.Union([Type.Object({ picture: PictureName }, closed), Type.Object({ parts: Type.Array(Part, { minItems: 1 }) }, closed)]),
    places: Type.Array(Place, { minItems: 3, maxItems: 6 }),
  },
  /** A whole simulator in mode "test": as many points as it has score steps. */
  task: { form: Type.Literal("task"), simulator: SimulatorId },
} as const;

/** What leaves no store but the province's. `mistakes`: the real mistake behind each other answer, or behind wrong orders and pairs. */
const keys = {
  choice: Type.Object({ right: slug, mistakes: Type.Record(slug, words) }, closed),
  order: Type.Object({ right: Type.Array(slug, { minItems: 3 }), mistakes: Type.Array(words, { minItems: 1 }) }, closed),
  match: Type.Object({ right: Type.Record(slug, slug), mistakes: Type.Array(words, { minItems: 1 }) }, closed),
  spot: Type.Object({ right: slug, mistakes: Type.Record(slug, words) }, closed),
} as const;

/** The first component is what the item measures; its domain follows from that. */
const asked = {
  kind: Type.Literal("certifying-item"),
  id: ItemId,
  version,
  components: Type.Array(ComponentRef, { minItems: 1 }),
  level: Type.Integer({ minimum: 0, maximum: 8 }),
  ...shownAndSpoken,
  ...expected,
  enemies,
};

/** As phones hold it: nothing in it says what is right. */
export const KeylessItem = Type.Union([
  Type.Object({ ...asked, ...asks.choice }, closed),
  Type.Object({ ...asked, ...asks.order }, closed),
  Type.Object({ ...asked, ...asks.match }, closed),
  Type.Object({ ...asked, ...asks.spot }, closed),
  Type.Object({ ...asked, ...asks.task }, closed),
]);
export type KeylessItem = Static<typeof KeylessItem>;

/** An item asked only in certifying tests, never in practice, with its key. What a person answers is an `item-answered`, of a task a `simulator-finished`. */
export const CertifyingItem = Type.Union([
  Type.Object({ ...asked, ...asks.choice, key: keys.choice, sources: Sources }, closed),
  Type.Object({ ...asked, ...asks.order, key: keys.order, sources: Sources }, closed),
  Type.Object({ ...asked, ...asks.match, key: keys.match, sources: Sources }, closed),
  Type.Object({ ...asked, ...asks.spot, key: keys.spot, sources: Sources }, closed),
  Type.Object({ ...asked, ...asks.task, sources: Sources }, closed),
]);
export type CertifyingItem = Static<typeof CertifyingItem>;

// ------------------------------------------------------------------------------------------------------------------ policies

/** Rungs lowest first. `capable` is the rule that makes a person count as capable; `sentence` says it to people. */
export const EvidenceLadder = Type.Object({
  kind: Type.Literal("evidence-ladder"),
  id: slug,
  version,
  title: Text,
  status: Text,
  rungs: Type.Array(Type.Object({ id: slug, title: Text, sentence: Text }, closed), { minItems: 2 }),
  essentialSkills: Type.Array(Type.Object({ skill: ComponentRef, simulators: Type.Array(SimulatorId) }, closed), { minItems: 1 }),
  capable: Type.Object({
    sentence: Text,
    /** The lowest rung that can make a person capable. */
    lowestRung: slug,
    simulatorsAtLeast: Type.Integer({ minimum: 1 }),
    modes: Type.Array(SimulatorMode, { minItems: 1 }),
    hintCountAtMost: Type.Integer({ minimum: 0 }),
    /** Score steps not earned: a run that tried every button reaches the goal too, but misses the step it spoilt. */
    stepsMissedAtMost: Type.Integer({ minimum: 0 }),
    goalReached: Type.Literal(true),
  }, closed),
  sources: Sources,
}, closed);
export type EvidenceLadder = Static<typeof EvidenceLadder>;

/** Which replicas the province enrols when they ask; others wait for a person. `validDays`: how long others may believe the certificate. */
export const EnrolmentPolicy = Type.Object({
  kind: Type.Literal("enrolment"),
  id: slug,
  version,
  sentence: Text,
  byThemselves: Type.Array(Type.Union([Type.Literal("phone"), Type.Literal("ambassador"), Type.Literal("assessor"), Type.Literal("hub")])),
  validDays: Type.Integer({ minimum: 1, maximum: 3_650 }),
  sources: Sources,
}, closed);
export type EnrolmentPolicy = Static<typeof EnrolmentPolicy>;

/** What the province certifies, and on which evidence. An achievement's id stands on paper: it is never used for another one. Words are signed, so a changed text takes a new id. */
export const CredentialPolicy = Type.Object({
  kind: Type.Literal("credentials"),
  id: slug,
  version,
  issuerName: Text,
  /** Whose word it is not; stands in every record. */
  notice: Text,
  achievements: Type.Array(Type.Object({
    id: Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 24 }),
    kind: Type.Union([Type.Literal("skill"), Type.Literal("helper")]),
    title: Text,
    criteria: Text,
    /** A rung of the ladder, or "none" for a badge that a person gives. */
    lowestRung: Type.Union([Type.Literal("none"), Type.Literal("simulator-without-hints"), Type.Literal("observed"), Type.Literal("independent-retest")]),
    /** Of these at least so many, each on that rung or higher. */
    simulators: Type.Array(SimulatorId),
    simulatorsAtLeast: Type.Integer({ minimum: 0, maximum: 100 }),
    /** A test that has to be passed besides, in the province's own scoring. Nobody passes it without a task done in the simulator. */
    test: Type.Optional(Type.Literal("certification")),
    validDays: Type.Integer({ minimum: 1, maximum: 3_650 }),
  }, closed), { minItems: 1 }),
  sources: Sources,
}, closed);
export type CredentialPolicy = Static<typeof CredentialPolicy>;

/** What stands in a column of the list for the confirmation on VNeID. `blank` is for an officer to fill by hand: names and citizen numbers are not held here. */
export const VneidColumn = Type.Union([
  Type.Literal("number"), Type.Literal("person"), Type.Literal("group"), Type.Literal("commune"), Type.Literal("place"), Type.Literal("achievedOn"), Type.Literal("evidence"), Type.Literal("blank"),
]);
export type VneidColumn = Static<typeof VneidColumn>;

/** The list that goes to those who confirm on VNeID, and how theirs is read. */
export const VneidListPolicy = Type.Object({
  kind: Type.Literal("vneid-list"),
  id: slug,
  version,
  sheet: Type.String({ minLength: 1, maxLength: 31 }),
  columns: Type.Array(Type.Object({ heading: words, holds: VneidColumn }, closed), { minItems: 1 }),
  /** Headings of the two columns that are read from a list that came back. */
  reads: Type.Object({ person: words, confirmedOn: words }, closed),
  sources: Sources,
}, closed);
export type VneidListPolicy = Static<typeof VneidListPolicy>;

/** How an office heads and signs what it reports: `{unit}` stands for the unit's name in capitals, `{place}` for its name without its kind. */
const Letterhead = Type.Object({
  /** From the highest; the last is who reports. */
  agencies: Type.Array(words, { minItems: 1, maxItems: 4 }),
  symbol: Type.String({ minLength: 1, maxLength: 20 }),
  place: words,
  recipients: Type.Array(words, { minItems: 1 }),
  /** "TM. BAN CHỈ ĐẠO" and under it who signs. */
  signature: Type.Array(words, { minItems: 1, maxItems: 3 }),
}, closed);

/** When reports are written, and under which heads. */
export const ReportPolicy = Type.Object({
  kind: Type.Literal("reports"),
  id: slug,
  version,
  /** By the clock of Việt Nam, "HH:MM". */
  dailyAt: Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" }),
  /** The day on which the month's report is written; it speaks of the month to the evening before. */
  monthlyOn: Type.Integer({ minimum: 1, maximum: 28 }),
  province: Letterhead,
  commune: Letterhead,
  sources: Sources,
}, closed);
export type ReportPolicy = Static<typeof ReportPolicy>;
/**
 * What a campaign may count, and quotas to begin from by type of commune. `sessions`: held; `attended`: persons marked at one; `skills`: a person who for the first time does
 * one of the simulators on their own; `persons`: who for the first time does any of them. Nothing is ever typed.
 */
export const CampaignPolicy = Type.Object({
  kind: Type.Literal("campaigns"),
  id: slug,
  version,
  measures: Type.Array(Type.Object({
    measure: slug, name: Text,
    counts: Type.Union([Type.Literal("sessions"), Type.Literal("attended"), Type.Literal("skills"), Type.Literal("persons")]),
    /** Of `skills` and `persons`; absent: every simulator. */
    simulators: Type.Optional(Type.Array(SimulatorId, { minItems: 1 })),
  }, closed), { minItems: 1 }),
  communeTypes: Type.Array(Type.Object({ type: slug, name: Text, quotas: Type.Array(Type.Object({ measure: slug, atLeast: Type.Integer({ minimum: 1 }) }, closed)) }, closed), { minItems: 1 }),
  /** The day's state is kept as it stands at this hour in Việt Nam. */
  frozenAtHour: Type.Integer({ minimum: 0, maximum: 23 }),
  sources: Sources,
}, closed);
export type CampaignPolicy = Static<typeof CampaignPolicy>;

/** Local models (mô hình riêng) that were really run somewhere: what a commune may begin from. */
export const LocalModelLibrary = Type.Object({
  kind: Type.Literal("local-models"),
  id: slug,
  version,
  models: Type.Array(Type.Object({
    id: slug, title: Text, aim: Text, who: Text,
    /** Where it was run. */
    place: Text,
    skills: Type.Array(SimulatorId),
    days: Type.Integer({ minimum: 1, maximum: 730 }),
    source: Source,
  }, closed), { minItems: 1 }),
}, closed);
export type LocalModelLibrary = Static<typeof LocalModelLibrary>;

/** By when requests of people about their own data are answered and done. */
export const DataRightsPolicy = Type.Object({
  kind: Type.Literal("data-rights"),
  id: slug,
  version,
  sentence: Text,
  answerWorkingDays: Type.Integer({ minimum: 1, maximum: 30 }),
  doneDays: Type.Integer({ minimum: 1, maximum: 90 }),
  /** Where others process the data too. */
  doneDaysWithOthers: Type.Integer({ minimum: 1, maximum: 90 }),
  extensionDays: Type.Integer({ minimum: 0, maximum: 90 }),
  /** Public holidays, `YYYY-MM-DD`. */
  holidays: Type.Array(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })),
  sources: Sources,
}, closed);
export type DataRightsPolicy = Static<typeof DataRightsPolicy>;

const testLogits = Type.Number({ minimum: -6, maximum: 6 });
const testCount = Type.Integer({ minimum: 1, maximum: 60 });
/** How many items of one domain, or how many tasks. */
const TestQuota = Type.Object({ least: Type.Integer({ minimum: 0, maximum: 20 }), most: testCount }, closed);

/** How the two tests of the app ask and end. A text of a version is never changed: tests that were taken are drawn again by it. Abilities in logits. */
export const TestsPolicy = Type.Object({
  kind: Type.Literal("tests"),
  id: slug,
  version,
  sentence: Text,
  /** Where one stands, and what to learn next. */
  placement: Type.Object({
    /** Of the ability over all competences: ends when its posterior SD is this small, never before `minItems`. */
    targetPosteriorSd: Type.Number({ minimum: 0.1, maximum: 1 }),
    minItems: testCount,
    maxItems: testCount,
    maxMinutes: Type.Integer({ minimum: 1, maximum: 240 }),
    inDomain: TestQuota,
    openingPool: testCount,
    /** Share of tests that may ask an item, drawn for each by the test's seed. */
    eligibleShare: share,
    variances: Type.Object({ general: share, domain: share, competence: share }, closed),
    /** What is believed before the first answer, by group; of whoever has not said: "unknown". Each lesson learnt adds `perLesson`, up to `mostByLessons`. */
    start: Type.Object({ official: testLogits, student: testLogits, adult: testLogits, unknown: testLogits, perLesson: testLogits, mostByLessons: testLogits }, closed),
    /** From here on a domain is called "well under way", and "firm". */
    steps: Type.Object({ underWay: testLogits, firm: testLogits }, closed),
  }, closed),
  /** At least this ability, yes or not yet. Its length is fixed: phones have no keys, and nothing they do not know may steer it. */
  certification: Type.Object({
    title: Text,
    /** Items of these levels. */
    levels: Type.Object({ from: Type.Integer({ minimum: 0, maximum: 8 }), to: Type.Integer({ minimum: 0, maximum: 8 }) }, closed),
    items: testCount,
    inDomain: TestQuota,
    tasks: TestQuota,
    /** So many of the tasks have to be done, each with no more score steps missed than this: choice items alone show no capability. */
    tasksDoneAtLeast: Type.Integer({ minimum: 0, maximum: 20 }),
    taskStepsMissedAtMost: Type.Integer({ minimum: 0, maximum: 20 }),
    eligibleShare: share,
    openingPool: testCount,
    cutLogits: testLogits,
    indifferenceLogits: Type.Number({ minimum: 0.05, maximum: 2 }),
    prior: Type.Object({ meanLogits: testLogits, sd: Type.Number({ minimum: 0.1, maximum: 3 }) }, closed),
    /** Shares found by simulation at the edges of the zone, with items as declared. */
    errorRates: Type.Object({ passAtLowerEdge: share, failAtUpperEdge: share }, closed),
  }, closed),
  sources: Sources,
}, closed);
export type TestsPolicy = Static<typeof TestsPolicy>;

/** How items are calibrated from answers, when they count, and what is told of them. Shares 0..1, abilities in logits. */
export const CalibrationPolicy = Type.Object({
  kind: Type.Literal("calibration"),
  id: slug,
  version,
  sentence: Text,
  /** Below so many persons an item is asked and its answers are collected, but it counts in no test. */
  leastAnswers: Type.Integer({ minimum: 50, maximum: 10_000 }),
  /** How far an item may lie from what its author declared, before its data: SD. */
  difficultyPriorSd: Type.Number({ minimum: 0.1, maximum: 3 }),
  /** No more persons than these, drawn by their ids, are calibrated from. */
  mostPersons: Type.Integer({ minimum: 1_000, maximum: 100_000 }),
  /** Alarm when answers since an item began to count say that it moved by this much, and chance says so for at most this share of all items. */
  drift: Type.Object({ leastAnswers: Type.Integer({ minimum: 30 }), leastShiftLogits: Type.Number({ minimum: 0.1 }), falseAlarmShare: share }, closed),
  /** No item should be met by more than this share of the persons of one test, by simulation of so many of them. */
  exposure: Type.Object({ highestShare: Type.Number({ minimum: 0.05, maximum: 1 }), persons: Type.Integer({ minimum: 100, maximum: 10_000 }), itemsInTest: Type.Integer({ minimum: 5, maximum: 60 }) }, closed),
  /** Groups with fewer answers to an item than this are not compared. */
  leastInGroup: Type.Integer({ minimum: 30 }),
  /** Who is more likely to be asked once more. `leastAnswers`: of one person or one sitting. `rapidShare` of the answers came too fast to have been read; `flaggedShare`: how many honest persons a signal may point to; `mostWeight`: how many times the chance of others. */
  secondLook: Type.Object({
    leastAnswers: Type.Integer({ minimum: 8 }), rapidShare: share, flaggedShare: Type.Number({ minimum: 0.001, maximum: 0.2 }),
    mostWeight: Type.Number({ minimum: 1, maximum: 20 }), leastPersons: Type.Integer({ minimum: 3 }),
  }, closed),
  sources: Sources,
}, closed);
export type CalibrationPolicy = Static<typeof CalibrationPolicy>;

/** What is to be reached by when: `share` 0..1 of a group; `decree` is who said so. */
export const Targets = Type.Object({
  kind: Type.Literal("targets"),
  id: slug,
  version,
  sources: Sources,
  targets: Type.Array(Type.Object({ group: PopulationGroup, share: Type.Number({ minimum: 0, maximum: 1 }), by: Type.String({ format: "date" }), decree: Text }, closed), { minItems: 1 }),
}, closed);
export type Targets = Static<typeof Targets>;

/** What the phone app can draw. `pictures`: name → what the picture tells those who cannot see it. Icons always stand beside their word and tell nothing. */
export const Pictures = Type.Object({
  kind: Type.Literal("pictures"),
  version,
  pictures: Type.Record(slug, Text),
  icons: Type.Array(slug),
}, closed);
export type Pictures = Static<typeof Pictures>;

// ------------------------------------------------------------------------------------------------- voices, help, search

const language = Type.String({ pattern: "^[a-z]{2,3}(-[a-z0-9]+)*$" });
const date = Type.String({ format: "date" });

/**
 * One recorded text. `words`: what a screen says in Vietnamese, by which the clip is found. `file`: named by the first 16 hexadecimal
 * digits of the SHA-256 of the words in UTF-8, letters composed (NFC). `sha256`: of the file. Approved: somebody who understands the
 * language listened to it.
 */
export const NarrationClip = Type.Object({
  words,
  file: Type.String({ pattern: "^[0-9a-f]{16}\\.(webm|ogg|m4a|mp3)$" }),
  bytes: Type.Integer({ minimum: 1, maximum: 2_000_000 }),
  sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  durationMs: Type.Integer({ minimum: 1, maximum: 600_000 }),
  recordedOn: date,
  approvedOn: date,
}, closed);
export type NarrationClip = Static<typeof NarrationClip>;

/** Voices of one language (ISO 639, such as "bru"), `content/narration/<language>/manifest.json` with its files beside it. */
export const Narration = Type.Object({ kind: Type.Literal("narration"), language, version, title: Text, clips: Type.Array(NarrationClip), sources: Sources }, closed);
export type Narration = Static<typeof Narration>;

/** What the help page says: topics in their order. `call`: a number to call, or a message to send to it. */
export const HelpTopics = Type.Object({
  kind: Type.Literal("help-topics"),
  version,
  topics: Type.Array(Type.Object({
    id: slug, title: Text, lead: Text,
    /** In the order in which they are done. */
    steps: Type.Array(Text),
    calls: Type.Array(Type.Object({
      number: Type.String({ pattern: "^[0-9]{3,11}$" }), by: Type.Union([Type.Literal("call"), Type.Literal("message")]), label: Text, note: Type.Optional(Text),
    }, closed)),
    lesson: Type.Optional(LessonId),
  }, closed), { minItems: 1 }),
  sources: Sources,
}, closed);
export type HelpTopics = Static<typeof HelpTopics>;

/** How people ask for things, where titles use other words. All Vietnamese, lower case. */
export const SearchWords = Type.Object({
  kind: Type.Literal("search-words"),
  version,
  /** Central dialect and other everyday words → what content says. */
  said: Type.Record(Type.String(), words),
  /** Words that tell nothing of what is sought, such as "làm sao". */
  empty: Type.Array(words),
  /** Lesson, simulator, path or topic id → other ways of naming it. */
  alsoAsked: Type.Record(slug, Type.Array(words, { minItems: 1 })),
  sources: Sources,
}, closed);
export type SearchWords = Static<typeof SearchWords>;

export const contentSchemas = {
  framework: Framework,
  crosswalk: Crosswalk,
  lesson: Lesson,
  path: Path,
  item: Item,
  "certifying-item": CertifyingItem,
  simulator: Simulator,
  "evidence-ladder": EvidenceLadder,
  enrolment: EnrolmentPolicy,
  calibration: CalibrationPolicy,
  "data-rights": DataRightsPolicy,
  targets: Targets,
  credentials: CredentialPolicy,
  "vneid-list": VneidListPolicy,
  tests: TestsPolicy,
  reports: ReportPolicy,
  campaigns: CampaignPolicy,
  "local-models": LocalModelLibrary,
  pictures: Pictures,
  narration: Narration,
  "help-topics": HelpTopics,
  "search-words": SearchWords,
} as const;
export type ContentKind = keyof typeof contentSchemas;
export type ContentFile = { [Kind in ContentKind]: Static<(typeof contentSchemas)[Kind]> }[ContentKind];
