/**
 * Under /api/directives: a directive with its document becomes a task for each commune. Whoever issues it sees how far each is from facts, and who has
 * not answered; a commune's officer sees their own commune and answers. Each decision is a fact in the office's log.
 */
import { createHash } from "node:crypto";
import { DirectiveAnswered, DirectiveEnded, DirectiveIssued, FactKey, type DirectiveReport, type Directives, type DirectiveTask, type DocumentKept, type MovementDecided, type UnitId } from "@hocvuso/contract";
import { isDirectiveMet } from "@hocvuso/domain/campaign";
import { unitsAt } from "@hocvuso/domain/units";
import { Type } from "typebox";
import { ownCommunes, signedIn, todayOf, worksFor } from "../identity/visitor.ts";
import { tellOfficers } from "../notices/tell-staff.ts";
import { appendAtOffice } from "../office-log.ts";
import { currentBoundaries, nameOf } from "../projections/read-progress.ts";
import { readDirectives, readGroupFigures, readSessions, sessionsByCommune, type DirectiveDecisions } from "../projections/read-movement.ts";
import type { Services } from "../services.ts";
import { endpoint, posted, query, readBody } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const closed = { additionalProperties: false } as const;
const FILE_BYTES = 8_388_608;
/** A reminder a day is enough. */
const REMIND_AGAIN_MS = 20 * 3_600_000;

const { title, number, documentDate, link, file, task, dueOn, communes, measure, group, target } = DirectiveIssued.properties;
const Issue = Type.Object({ title, number, documentDate, link, file, task, dueOn, communes, measure, group, target }, closed);
const OfDirective = Type.Object({ directive: FactKey }, closed);

/** A PDF, or a Word document: what begins otherwise is not kept. */
const documentTypes = [["%PDF-", "application/pdf"], ["PK\u0003\u0004", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"]] as const;

export const keepDocument = endpoint(async (c, services): Promise<DocumentKept> => {
  await signedIn(c, services);
  const body = await readBody(c, FILE_BYTES);
  const start = Buffer.from(body.subarray(0, 5)).toString("latin1");
  const mediaType = documentTypes.find(([magic]) => start.startsWith(magic))?.[1];
  if (mediaType === undefined) throw new Problem("document-unreadable");
  const digest = createHash("sha256").update(body).digest();
  await services.database.transaction((tx) => tx.query("INSERT INTO directive_file VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [digest, mediaType, new Date(services.now()), Buffer.from(body)]));
  return { sha256: digest.toString("hex") };
});

export const getDocument = query(OfDirective, async ({ directive }, services, c) => {
  const { issued } = await directiveOf(directive, services);
  if ((await ownCommunes(issued.communes, c, services)).length === 0) throw new Problem("not-allowed");
  const { rows: [kept] } = await services.database.transaction((tx) => tx.query<{ media_type: string; bytes: Buffer }>("SELECT media_type, bytes FROM directive_file WHERE sha256 = decode($1, 'hex')", [issued.file?.sha256 ?? ""]));
  if (kept === undefined) throw new Problem("directive-unknown");
  // Only to be saved: what somebody sent is never shown as a page of this origin.
  return c.body(new Uint8Array(kept.bytes), 200, {
    "content-type": kept.media_type, "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(issued.file?.name ?? "van-ban")}`, "x-content-type-options": "nosniff", "cache-control": "no-store",
  });
});

export const issueDirective = posted(Issue, async (given, services, c): Promise<MovementDecided> => {
  const by = await signedIn(c, services);
  const known = new Set(unitsAt(services.register, "commune", currentBoundaries(services.register).asOf));
  const stranger = given.communes.find((commune) => !known.has(commune));
  if (stranger !== undefined) throw new Problem("unit-unknown", { unit: stranger });
  if (given.dueOn < todayOf(services)) throw new Problem("malformed", { where: "/dueOn" });
  if (given.measure !== "sessions" && given.target > 100) throw new Problem("malformed", { where: "/target" });
  const decided = await appendAtOffice(by.id, services, async (tx, envelope) => {
    if (given.file !== undefined) {
      const { rows } = await tx.query("SELECT FROM directive_file WHERE sha256 = decode($1, 'hex')", [given.file.sha256]);
      if (rows.length === 0) throw new Problem("document-unreadable");
    }
    const issued: DirectiveIssued = { kind: "directive-issued", ...envelope(), ...given, communes: [...new Set(given.communes)].toSorted() };
    return { facts: [issued], answer: { key: issued.key } };
  });
  void tellOfficers(given.communes, services);
  return decided;
});

const Answer = Type.Object({ directive: FactKey, commune: DirectiveAnswered.properties.commune, answer: DirectiveAnswered.properties.answer, words: DirectiveAnswered.properties.words }, closed);

export const answerDirective = posted(Answer, async (given, services, c): Promise<MovementDecided> => appendAtOffice((await signedIn(c, services)).id, services, async (_, envelope) => {
  const { issued, ended } = await directiveOf(given.directive, services);
  if (!issued.communes.includes(given.commune)) throw new Problem("directive-unknown");
  if (!(await worksFor(given.commune, c, services))) throw new Problem("not-allowed");
  if (ended !== undefined) throw new Problem("directive-ended");
  const answered: DirectiveAnswered = { kind: "directive-answered", ...envelope(), ...given };
  return { facts: [answered], answer: { key: answered.key } };
}));

/** Whoever has not answered, and was not reminded today. */
export const remindOfDirective = posted(OfDirective, async ({ directive }, services, c): Promise<MovementDecided> => {
  const by = await signedIn(c, services);
  const { key, communes: silent } = await appendAtOffice(by.id, services, async (_, envelope) => {
    const { issued, answers, reminders, ended } = await directiveOf(directive, services);
    if (ended !== undefined) throw new Problem("directive-ended");
    const since = services.now() - REMIND_AGAIN_MS;
    const lately = new Set(reminders.filter(({ wallMs }) => wallMs > since).flatMap((reminder) => reminder.communes));
    const silent = issued.communes.filter((commune) => !answers.some((answer) => answer.commune === commune) && !lately.has(commune));
    if (silent.length === 0) throw new Problem("nobody-to-remind");
    const reminded = { kind: "directive-reminded" as const, ...envelope(), directive, communes: silent };
    return { facts: [reminded], answer: { key: reminded.key, communes: silent } };
  });
  void tellOfficers(silent, services);
  return { key };
});

export const endDirective = posted(Type.Object({ directive: FactKey, because: DirectiveEnded.properties.because }, closed), async ({ directive, because }, services, c): Promise<MovementDecided> => appendAtOffice((await signedIn(c, services)).id, services, async (_, envelope) => {
  if ((await directiveOf(directive, services)).ended !== undefined) throw new Problem("directive-ended");
  const ended: DirectiveEnded = { kind: "directive-ended", ...envelope(), directive, because };
  return { facts: [ended], answer: { key: ended.key } };
}));

export const getDirectives = query(Type.Object({}), async (_, services, c): Promise<Directives> => {
  const figuresOf = await readGroupFigures(services);
  const shown = await Promise.all([...(await readDirectives(services)).values()].map(async (decisions) => {
    const tasks = await tasksOf(decisions, await ownCommunes(decisions.issued.communes, c, services), figuresOf, services);
    const { key, title, number, dueOn } = decisions.issued;
    return tasks.length === 0 ? [] : [{
      directive: key, title, number, dueOn, isEnded: decisions.ended !== undefined, communes: tasks.length,
      answered: tasks.filter(({ answer }) => answer !== undefined).length, met: tasks.filter(({ isMet }) => isMet).length,
    }];
  }));
  return { today: todayOf(services), directives: shown.flat().toSorted((a, b) => Number(a.isEnded) - Number(b.isEnded) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.directive < b.directive ? -1 : 1)) };
});

export const getDirective = query(OfDirective, async ({ directive }, services, c): Promise<DirectiveReport> => {
  const decisions = await directiveOf(directive, services);
  const { issued, ended } = decisions;
  const own = await ownCommunes(issued.communes, c, services);
  if (own.length === 0) throw new Problem("not-allowed");
  const { kind: _, key, actor: __, subject: ___, wallMs, monoMs: ____, communes: _____, ...said } = issued;
  return {
    ...said, directive: key, issuedAt: new Date(wallMs).toISOString(), today: todayOf(services),
    ...(ended === undefined ? {} : { ended: { because: ended.because, at: new Date(ended.wallMs).toISOString() } }),
    tasks: [...await tasksOf(decisions, own, await readGroupFigures(services), services)],
  };
});

/** In the order of who should be spoken to first: who has not answered, who asks, who is under way, who is there. */
async function tasksOf({ issued, answers, reminders }: DirectiveDecisions, own: readonly UnitId[], figuresOf: Awaited<ReturnType<typeof readGroupFigures>>, services: Services): Promise<readonly DirectiveTask[]> {
  if (own.length === 0) return [];
  const { asOf } = currentBoundaries(services.register);
  const held = sessionsByCommune(await readSessions({ fromMs: issued.wallMs, untilMs: services.now() }, services), services);
  return own.map((commune): DirectiveTask => {
    const answer = answers.findLast((one) => one.commune === commune);
    const reminded = reminders.filter((one) => one.communes.includes(commune));
    const last = reminded.at(-1);
    const [figures, count] = [figuresOf(commune, issued.group), held.get(commune)?.length ?? 0];
    return {
      commune, name: nameOf(services.register, commune, asOf), reminders: reminded.length, figures, sessions: count,
      isMet: isDirectiveMet({ measure: issued.measure, target: issued.target, figures, sessions: count }),
      ...(last === undefined ? {} : { remindedAt: new Date(last.wallMs).toISOString() }),
      ...(answer === undefined ? {} : { answer: { answer: answer.answer, at: new Date(answer.wallMs).toISOString(), ...(answer.words === undefined ? {} : { words: answer.words }) } }),
    };
  }).toSorted((a, b) => rank(a) - rank(b) || (a.name.vi < b.name.vi ? -1 : 1));
}

function rank({ answer, isMet }: DirectiveTask): number {
  return answer === undefined ? 0 : answer.answer === "asks" ? 1 : isMet ? 3 : 2;
}

async function directiveOf(directive: FactKey, services: Services): Promise<DirectiveDecisions> {
  const decisions = (await readDirectives(services, directive)).get(directive);
  if (decisions === undefined) throw new Problem("directive-unknown");
  return decisions;
}
