/**
 * `npm run credentials`: what the province certified, and the decisions about it. Numbers are those on the cards, such as `256-70213`.
 *
 *     npm run credentials                                                   the list, newest first
 *     npm run credentials -- issue [--person ID [--name "…"]]               what was earned and is not issued yet
 *     npm run credentials -- badge --person ID --name "…" --place UNIT      the badge of a helper
 *     npm run credentials -- revoke NUMBER --because "why"
 *     npm run credentials -- correct NUMBER --name "…" --because "why"      takes it back and issues what is right
 *     npm run credentials -- cards FILE.html [--sheet] [--number NUMBER …]  for printing
 *     npm run credentials -- keys | rotate-key | withdraw-key KEY --because "why"
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { PersonId, UnitId } from "@hocvuso/contract";
import { Value } from "typebox/value";
import { CommandRefused, keysOfStore, runCommand, say, withDatabase } from "../command.ts";
import type { Configuration } from "../configuration.ts";
import type { Transaction } from "../postgres/database.ts";
import { currentBoundaries, nameOf } from "../projections/read-progress.ts";
import { readContent } from "../read-content.ts";
import { readIssuerKeys, rotateKey, withdrawKey } from "../signing/issuer-keys.ts";
import { drawCards, number } from "./draw-cards.ts";
import { issue, issueEarned, type KeptCredential } from "./issue.ts";
import { correctCredential, credentialNumbered, revokeCredential } from "./revoke.ts";

type Given = { readonly person?: string | undefined; readonly name?: string | undefined; readonly place?: string | undefined; readonly because?: string | undefined; readonly sheet?: boolean | undefined; readonly number?: string[] | undefined };
type Services = ReturnType<typeof readContent> & Pick<Configuration, "address" | "dataFolder"> & { readonly now: () => number };

const LISTED = 200;

const tooLong = { vi: "Tên này dài quá, không vừa mã QR. Bác viết tên ngắn hơn, nhiều nhất chừng 30 chữ.", en: "This name does not fit into a QR code. Give a shorter one, of some 30 letters." };

await runCommand(async (configuration) => {
  const { values, positionals: [act = "list", subject] } = parseArgs({
    allowPositionals: true,
    options: { person: { type: "string" }, name: { type: "string" }, place: { type: "string" }, because: { type: "string" }, sheet: { type: "boolean" }, number: { type: "string", multiple: true } },
  });
  await keysOfStore(configuration); // there is a store here
  const services: Services = { ...readContent(), address: configuration.address, dataFolder: configuration.dataFolder, now: () => Date.now() };
  await withDatabase(configuration, { share: true }, ({ database }) => database.transaction(async (tx) => {
    switch (act) {
      case "list": return list(tx);
      case "issue": return issueAll(tx, values, services);
      case "badge": return giveBadge(tx, values, services);
      case "revoke": return revoke(tx, subject, values, services);
      case "correct": return correct(tx, subject, values, services);
      case "cards": return cards(tx, subject, values, services);
      case "keys": return listKeys(tx);
      case "rotate-key": {
        const { id } = await rotateKey(tx, services);
        return say({ vi: `Từ nay khoá ${id} ký. Thẻ đã cấp vẫn có giá trị. Xin sao lưu lại: npm run backup`, en: `From now on the key ${id} signs. Cards issued before stay good. Please make a backup: npm run backup` });
      }
      case "withdraw-key": return withdraw(tx, subject, values, services);
      default: throw new CommandRefused({
        vi: `Chưa có việc nào tên "${act}". Bác dùng: issue, badge, revoke, correct, cards, keys, rotate-key, withdraw-key; hoặc để trống để xem danh sách.`,
        en: `There is no "${act}". Use issue, badge, revoke, correct, cards, keys, rotate-key, withdraw-key; or nothing, for the list.`,
      });
    }
  }));
});

async function list(tx: Transaction): Promise<void> {
  const { rows } = await tx.query<KeptCredential & { because: string | null; is_borne_out: boolean }>(
    `SELECT c.id, c.person, c.claims, c.code, r.because,
       c.claims->>'kind' = 'helper' OR EXISTS (SELECT FROM standing s LEFT JOIN alias a ON a.person = c.person WHERE s.person = coalesce(a.root, c.person) AND cardinality(s.own_simulators) > 0) AS is_borne_out
     FROM credential c LEFT JOIN revoked_credential r ON (r.list, r.list_index) = (c.list, c.list_index) ORDER BY c.issued_at DESC, c.id LIMIT ${LISTED + 1}`);
  for (const { person, claims, because, is_borne_out } of rows.slice(0, LISTED)) {
    const until = new Date(claims.expiresAtS * 1_000).toISOString().slice(0, 10);
    const state = because !== null ? `đã thu hồi / revoked: ${because}` : is_borne_out ? `đến / until ${until}` : `đến / until ${until}; MINH CHỨNG KHÔNG CÒN / ITS EVIDENCE IS GONE`;
    console.log(`${number(claims)}  ${claims.achievement}  ${claims.holder ?? ""}  ${person}  ${state}`);
  }
  say(rows.length > LISTED ? { vi: `Đây là ${LISTED} thẻ mới nhất.`, en: `These are the newest ${LISTED}.` } : { vi: `${rows.length} thẻ.`, en: `${rows.length} credentials.` });
}

async function issueAll(tx: Transaction, { person, name }: Given, services: Services): Promise<void> {
  if (name !== undefined && person === undefined) throw new CommandRefused({ vi: "Tên đi với một người: --person MÃ --name \"…\"", en: "A name belongs to one person: --person ID --name \"…\"" });
  const persons = person === undefined
    ? (await tx.query<{ person: PersonId }>("SELECT person FROM standing WHERE NOT is_sample AND cardinality(own_simulators) > 0 ORDER BY person")).rows.map((row) => row.person)
    : [asPerson(person)];
  let made = 0;
  for (const each of persons) made += (await issueEarned(tx, each, services, name === undefined ? {} : { holder: name })).length;
  say({
    vi: `Đã cấp ${made} phiếu mới cho ${persons.length} người. Phiếu ghi địa chỉ ${services.address}. In thẻ: npm run credentials -- cards the.html --sheet`,
    en: `Issued ${made} new records to ${persons.length} persons, under ${services.address}. Print them: npm run credentials -- cards cards.html --sheet`,
  });
}

async function giveBadge(tx: Transaction, { person, name, place }: Given, services: Services): Promise<void> {
  const achievement = services.credentials.achievements.find(({ kind }) => kind === "helper");
  if (achievement === undefined) throw new CommandRefused({ vi: "Trong content/policies/credentials.json chưa có thẻ người giúp.", en: "content/policies/credentials.json has no badge for helpers." });
  if (name === undefined || name.trim() === "" || place === undefined) throw new CommandRefused({ vi: "Bác cho biết tên và nơi giúp: --person MÃ --name \"…\" --place 19249.2", en: "Give the name and where they help: --person ID --name \"…\" --place 19249.2" });
  if (!Value.Check(UnitId, place) || !services.register.units.has(place)) throw new CommandRefused({ vi: `Chưa có đơn vị nào mang mã "${place}". Mã có dạng 19249.2, xem trên bảng điều hành.`, en: `No unit has the id "${place}". An id looks like 19249.2; the dashboard shows it.` });
  const issued = await issue(tx, { person: asPerson(person), achievement, evidence: "none", holder: name, place }, services);
  if (issued.is === "too-long") throw new CommandRefused(tooLong);
  say({ vi: `Đã cấp thẻ số ${number(issued.credential.claims)} cho ${name}.`, en: `Issued badge ${number(issued.credential.claims)} to ${name}.` });
}

async function revoke(tx: Transaction, subject: string | undefined, { because }: Given, services: Services): Promise<void> {
  const credential = await numbered(tx, subject);
  const isNew = await revokeCredential(tx, credential, { because: reason(because), nowMs: services.now() });
  say(isNew
    ? { vi: `Đã thu hồi thẻ ${number(credential.claims)}. Máy nào có mạng sẽ biết trong lần mở tới.`, en: `Revoked ${number(credential.claims)}. Phones with a network learn it the next time they are opened.` }
    : { vi: `Thẻ ${number(credential.claims)} đã được thu hồi từ trước.`, en: `${number(credential.claims)} was revoked before.` });
}

async function correct(tx: Transaction, subject: string | undefined, { name, because }: Given, services: Services): Promise<void> {
  const credential = await numbered(tx, subject);
  const achievement = services.credentials.achievements.find(({ id }) => id === credential.claims.achievement);
  if (name === undefined || achievement === undefined) throw new CommandRefused({ vi: "Bác cho biết tên đúng: --name \"…\"", en: "Give the right name: --name \"…\"" });
  const issued = await correctCredential(tx, credential, { achievement, holder: name, because: reason(because), nowMs: services.now() }, services);
  if (issued.is === "too-long") throw new CommandRefused(tooLong);
  say({ vi: `Thẻ ${number(credential.claims)} đã thu hồi; thẻ đúng mang số ${number(issued.credential.claims)}.`, en: `${number(credential.claims)} is revoked; the right one is ${number(issued.credential.claims)}.` });
}

async function cards(tx: Transaction, file: string | undefined, { sheet = false, number: numbers }: Given, { credentials, ladder, register, now }: Services): Promise<void> {
  if (file === undefined) throw new CommandRefused({ vi: "Bác cho biết tệp để in: npm run credentials -- cards the.html [--sheet]", en: "Say into which file: npm run credentials -- cards cards.html [--sheet]" });
  const chosen = numbers === undefined
    ? (await tx.query<KeptCredential>(
      "SELECT id, person, claims, code FROM credential c WHERE expires_at > $1 AND NOT EXISTS (SELECT FROM revoked_credential r WHERE (r.list, r.list_index) = (c.list, c.list_index)) ORDER BY issued_at, id", [new Date(now())])).rows
    : await Promise.all(numbers.map((each) => numbered(tx, each)));
  const { asOf } = currentBoundaries(register);
  writeFileSync(file, drawCards(chosen, sheet ? "sheet" : "a5", {
    policy: credentials,
    rung: (level) => {
      const rung = ladder.rungs.find(({ id }) => id === level);
      return rung === undefined ? undefined : { title: rung.title.vi, sentence: rung.sentence.vi };
    },
    placeName: (place) => (register.units.has(place as UnitId) ? nameOf(register, place as UnitId, asOf).vi : place), // looked up, whatever it is
  }));
  say({ vi: `Đã vẽ ${chosen.length} thẻ vào ${file}. Bác mở bằng trình duyệt rồi in.`, en: `Drew ${chosen.length} cards into ${file}. Open it in a browser and print.` });
}

async function listKeys(tx: Transaction): Promise<void> {
  const keys = await readIssuerKeys(tx);
  for (const { id, signsFrom, signsUntil, withdrawnAt } of keys) {
    const state = withdrawnAt !== undefined ? "đã rút, không còn tin / withdrawn" : signsUntil === undefined ? "đang ký / signs" : `ký đến / until ${signsUntil.toISOString().slice(0, 10)}`;
    console.log(`${id}  từ / from ${signsFrom.toISOString().slice(0, 10)}  ${state}`);
  }
  say({ vi: `${keys.length} khoá.`, en: `${keys.length} keys.` });
}

async function withdraw(tx: Transaction, id: string | undefined, { because }: Given, services: Services): Promise<void> {
  if (!await withdrawKey(tx, id ?? "", { because: reason(because), nowMs: services.now() })) throw new CommandRefused({ vi: "Chưa có khoá nào mang tên ấy. Xem: npm run credentials -- keys", en: "There is no such key. See: npm run credentials -- keys" });
  say({ vi: `Đã rút khoá ${id}: mọi thẻ nó ký không còn giá trị. Cấp lại bằng: npm run credentials -- issue`, en: `The key ${id} is withdrawn: no card it signed is good any more. Issue anew: npm run credentials -- issue` });
}

async function numbered(tx: Transaction, given: string | undefined): Promise<KeptCredential> {
  const found = await credentialNumbered(tx, given ?? "");
  if (found === undefined) throw new CommandRefused({ vi: `Chưa có thẻ nào mang số "${given ?? ""}". Số nằm trên thẻ, như 256-70213. Xem danh sách: npm run credentials`, en: `No credential has the number "${given ?? ""}". It stands on the card, such as 256-70213. See the list: npm run credentials` });
  return found;
}

function asPerson(id: string | undefined): PersonId {
  if (!Value.Check(PersonId, id)) throw new CommandRefused({ vi: "Bác cho biết mã của người ấy: --person MÃ", en: "Say who: --person ID" });
  return id;
}

function reason(because: string | undefined): string {
  if (because === undefined || because.trim() === "") throw new CommandRefused({ vi: "Bác ghi lý do, để người sau đọc lại còn hiểu: --because \"…\"", en: "Write down why, for whoever asks later: --because \"…\"" });
  return because.trim();
}
