/**
 * `npm run replicas`: which phones and hubs wrote here, who of them counts, and the decisions about them.
 *
 *     npm run replicas                                                          the list
 *     npm run replicas -- enrol ID --as ambassador [--place UNIT]               from the key in what it sent
 *     npm run replicas -- enrol --request FILE-OR-TEXT [--as …] [--place UNIT]
 *     npm run replicas -- revoke ID --after HASH|nothing|now --because "why"
 *     npm run replicas -- certificate ID [--svg FILE]
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ReplicaId, SegmentHash, type ReplicaRole } from "@hocvuso/contract";
import { textCodesIn, toTextCode } from "@hocvuso/journal";
import { Value } from "typebox/value";
import { CommandRefused, keysOfStore, runCommand, say, withDatabase } from "../command.ts";
import { readContent } from "../read-content.ts";
import { nodePrimitives } from "../signing/node-primitives.ts";
import { certificateFor, enrolByPerson, revokeByPerson, seeReplicas, type Applicant, type Deciding, type ReplicaSeen } from "./decide-replicas.ts";
import { qrAsSvg, qrForTerminal } from "./draw-qr.ts";

const roleNames: Readonly<Partial<Record<ReplicaRole, string>>> = { phone: "máy người học", ambassador: "máy đại sứ số", assessor: "máy người kiểm tra lại", hub: "trạm ở thôn", office: "bàn làm việc" };
/** Those that a person may give: the province certifies itself. */
const givable = (Object.keys(roleNames) as ReplicaRole[]).filter((role) => role !== "office"); // the keys of `roleNames` are roles; a desk certifies itself

await runCommand(async (configuration) => {
  const { values, positionals: [act = "list", id] } = parseArgs({
    allowPositionals: true,
    options: { as: { type: "string" }, place: { type: "string" }, request: { type: "string" }, after: { type: "string" }, because: { type: "string" }, svg: { type: "string" } },
  });
  const { authority, readers } = await keysOfStore(configuration);
  await withDatabase(configuration, { share: true }, async ({ database }) => {
    const services: Deciding = { ...readContent(), database, authority, readers, primitives: nodePrimitives, level: 1, now: () => Date.now() };
    switch (act) {
      case "list": return list(services);
      case "enrol": return enrol(services, id, values);
      case "revoke": return revoke(services, asReplica(id), values);
      case "certificate": return showCertificate(services, asReplica(id), values.svg);
      default: throw new CommandRefused({ vi: `Chưa có việc nào tên "${act}". Bác dùng: enrol, revoke, certificate; hoặc để trống để xem danh sách.`, en: `There is no "${act}". Use enrol, revoke, certificate; or nothing, for the list.` });
    }
  });
});

async function list(services: Deciding): Promise<void> {
  const seen = await seeReplicas(services);
  if (seen.length === 0) return say({ vi: "Chưa có máy nào gửi việc hay được ghi danh.", en: "No replica has sent or been enrolled yet." });
  for (const replica of seen) console.log(linesOf(replica));
  const apart = seen.filter(({ factsApart }) => factsApart > 0).length;
  say({ vi: `\n${seen.length} máy; ${apart} máy có việc đang để riêng.`, en: `${seen.length} replicas; ${apart} with facts kept apart.` });
}

function linesOf({ replica, enrolled, asksAs, revocations, segments, facts, factsApart, isForked, lastArrival }: ReplicaSeen): string {
  const day = (at: Date) => at.toISOString().slice(0, 16).replace("T", " ");
  const roles = enrolled?.roles.map((role) => `${roleNames[role] ?? role} / ${role}`).join(", ") ?? "";
  const place = enrolled === undefined || enrolled.place === "" ? "" : ` ${enrolled.place}`;
  const why = enrolled === undefined ? "chưa ghi danh / not enrolled" : "đã thu hồi / revoked";
  return [
    replica,
    enrolled === undefined ? `  chưa ghi danh / not enrolled${asksAs === undefined ? "" : `, xin làm / asks to be ${roleNames[asksAs as ReplicaRole] ?? asksAs} / ${asksAs}`}` : `  ghi danh / enrolled ${day(enrolled.at)}: ${roles}${place}`,
    `  ${segments} gói / segments; ${facts} việc được tính / facts counted${factsApart === 0 ? "" : `; ${factsApart} để riêng / kept apart (${why})`}`,
    ...(isForked ? ["  CÓ HAI NGƯỜI CÙNG GHI MỘT SỔ / FORKED: hồ sơ trình duyệt bị chép / a cloned profile"] : []),
    ...revocations.map(({ lastGood, at, because }) => `  thu hồi / revoked ${day(at)}, sau gói / after ${/^0+$/.test(lastGood) ? "không gói nào / nothing" : lastGood}: ${because}`),
    ...(lastArrival === undefined ? [] : [`  gửi lần cuối / last arrival ${day(lastArrival)}`]),
  ].join("\n");
}

async function enrol(services: Deciding, id: string | undefined, { as, place = "", request }: { readonly as?: string | undefined; readonly place?: string | undefined; readonly request?: string | undefined }): Promise<void> {
  const role = givable.find((name) => name === as);
  if (as !== undefined && role === undefined) throw new CommandRefused({ vi: `Chưa có vai "${as}". Bác chọn một trong: ${givable.join(", ")}.`, en: `There is no role "${as}". Choose one of ${givable.join(", ")}.` });
  const applicant: Applicant = request === undefined ? { replica: asReplica(id) } : { request: requestIn(request) };
  const enrolled = await enrolByPerson(applicant, { role, place }, services);
  switch (enrolled.is) {
    case "enrolled": {
      const [seen] = await seeReplicas(services, enrolled.replica);
      say({
        vi: `Đã ghi danh ${enrolled.replica} (${roleNames[enrolled.role] ?? enrolled.role}). ${seen?.facts ?? 0} việc của máy này đang được tính. Máy tự nhận giấy ghi danh ở lần gặp tới; hoặc bác đưa mã: npm run replicas -- certificate ${enrolled.replica}`,
        en: `Enrolled ${enrolled.replica} as ${enrolled.role}. ${seen?.facts ?? 0} facts of it count. It takes its certificate at the next meeting; or hand it over: npm run replicas -- certificate ${enrolled.replica}`,
      });
      return;
    }
    case "no-key-known": throw new CommandRefused({ vi: "Chưa có gói nào của máy ấy ở đây, nên chưa biết khoá của nó. Bác xin mã ghi danh từ máy, rồi dùng --request.", en: "Nothing of that replica is held here, so its key is not known. Ask it for a request and use --request." });
    case "not-a-request": throw new CommandRefused({ vi: "Mã này chưa phải là lời xin ghi danh, hoặc bị cắt. Bác chép lại cho đủ.", en: "This is no request to be enrolled, or it was cut. Copy all of it." });
    case "role-missing": throw new CommandRefused({ vi: `Bác cho biết ghi danh với vai gì: --as ${givable.join(" | ")}`, en: `Say as what: --as ${givable.join(" | ")}` });
    case "unit-unknown": throw new CommandRefused({ vi: `Chưa có đơn vị nào mang mã "${enrolled.place}". Mã có dạng 19249.2, xem trên bảng điều hành.`, en: `No unit has the id "${enrolled.place}". An id looks like 19249.2; the dashboard shows it.` });
  }
}

/** A file's bytes, or a text code in a file or on the command line. */
function requestIn(given: string): Uint8Array {
  const bytes = existsSync(given) ? readFileSync(given) : undefined;
  return textCodesIn(bytes?.toString("latin1") ?? given)[0]?.bytes ?? bytes ?? new Uint8Array();
}

async function revoke(services: Deciding, replica: ReplicaId, { after, because = "" }: { readonly after?: string | undefined; readonly because?: string | undefined }): Promise<void> {
  if (after !== "nothing" && after !== "now" && !Value.Check(SegmentHash, after)) throw new CommandRefused({
    vi: "Bác cho biết gói cuối còn tin được: --after now (những gì đã đến vẫn tính), --after nothing (không tính gì), hoặc --after và 64 chữ số của gói ấy.",
    en: "Say up to where it is believed: --after now (what has come still counts), --after nothing (nothing does), or --after and the 64 digits of that segment.",
  });
  if (because.trim() === "") throw new CommandRefused({ vi: "Bác ghi lý do, để người sau đọc lại còn hiểu: --because \"máy bị mất ngày 3 tháng 5\"", en: "Write down why, for whoever asks later: --because \"lost on 3 May\"" });
  const revoked = await revokeByPerson(replica, { after, because }, services);
  switch (revoked.is) {
    case "revoked": {
      const [seen] = await seeReplicas(services, replica);
      return say({
        vi: `Đã thu hồi ${replica}. ${seen?.facts ?? 0} việc trước đó vẫn được tính; ${seen?.factsApart ?? 0} việc để riêng, không mất.`,
        en: `Revoked ${replica}. ${seen?.facts ?? 0} facts from before still count; ${seen?.factsApart ?? 0} are kept apart, none is lost.`,
      });
    }
    case "unknown-replica": throw new CommandRefused({ vi: "Chưa có máy nào mang mã ấy. Bác xem danh sách: npm run replicas", en: "No replica has this id. See the list: npm run replicas" });
    case "segment-not-held": throw new CommandRefused({ vi: "Kho không có gói ấy của máy này. Bác xem lại 64 chữ số, hoặc dùng --after now.", en: "The store holds no such segment of this replica. Look at the 64 digits again, or use --after now." });
    case "forked": throw new CommandRefused({ vi: `Sổ của máy này có nhiều nhánh. Bác chọn gói cuối của nhánh thật: --after …\n  ${revoked.tips.join("\n  ")}`, en: `The log of this replica has branches. Choose the end of the honest one: --after …\n  ${revoked.tips.join("\n  ")}` });
  }
}

async function showCertificate(services: Deciding, replica: ReplicaId, svg: string | undefined): Promise<void> {
  const certificate = await certificateFor(replica, services);
  if (certificate === undefined) throw new CommandRefused({ vi: "Máy ấy chưa được ghi danh. Bác ghi danh trước: npm run replicas -- enrol MÃ --as …", en: "That replica is not enrolled. Enrol it first: npm run replicas -- enrol ID --as …" });
  const text = toTextCode("certificate", certificate);
  if (svg === undefined) console.log(`${qrForTerminal(text)}\n`);
  else {
    writeFileSync(svg, qrAsSvg(text));
    say({ vi: `Đã vẽ mã vào ${svg}.`, en: `The code is drawn in ${svg}.` });
  }
  console.log(text);
}

function asReplica(id: string | undefined): ReplicaId {
  if (!Value.Check(ReplicaId, id)) throw new CommandRefused({ vi: "Bác cho biết mã của máy, 32 chữ số và chữ cái a–f. Xem danh sách: npm run replicas", en: "Give the id of the replica, 32 hexadecimal digits. See the list: npm run replicas" });
  return id;
}
