/** GET /tram/: a hub's own page, for whoever keeps it in the village: what it holds, what the province has signed for, whether the line is up. And the word that a hub has no dashboard. */
import type { ReplicaId, SegmentHash } from "@hocvuso/contract";
import { atOrBefore, openReceipt, type Link } from "@hocvuso/journal";
import { escape } from "../http/describe-api.ts";
import { endpoint } from "../http/endpoint.ts";
import { certificateOfHub } from "../http/identify-store.ts";
import { Problem } from "../http/problem.ts";
import type { HubServices } from "../services.ts";
import { hubCode } from "./addresses.ts";

type Station = {
  readonly phones: number;
  readonly segments: number;
  readonly facts: number;
  /** Of these, what the upstream store that was met last has signed for. */
  readonly signedSegments: number;
  readonly signedFacts: number;
  /** Bytes that were no segment. */
  readonly setAside: number;
  readonly metAt: Date | null;
  readonly isUp: boolean | undefined;
  readonly isApproved: boolean;
};

const REFRESH_S = 15;

export function showStation(addresses: () => readonly string[]) {
  return endpoint(async (c, services: HubServices) => {
    c.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    return c.html(stationPage(await lookAround(services), { addresses: addresses(), upstream: services.upstream.address.href, nowMs: services.now() }));
  });
}

export const noDashboardHere = endpoint(async (c, services: HubServices) => {
  const upstream = new URL("/bang-dieu-hanh/", services.upstream.address).href;
  const problem = new Problem("dashboard-elsewhere", { upstream });
  return c.html(page("Bảng điều hành", `<p>${escape(problem.sentence("vi"))}</p><p lang="en">${escape(problem.sentence("en"))}</p><p><a href="${escape(upstream)}">${escape(upstream)}</a></p>`), 404);
});

async function lookAround(services: HubServices): Promise<Station> {
  const { database, primitives, upstream } = services;
  const { links, receipts, setAside, met, certificate } = await database.transaction(async (tx) => ({
    links: (await tx.query<{ replica: ReplicaId; hash: SegmentHash; previous: SegmentHash; from: string; count: number }>(
      "SELECT encode(replica, 'hex') AS replica, encode(hash, 'hex') AS hash, encode(previous, 'hex') AS previous, from_place AS from, fact_count AS count FROM segment")).rows,
    receipts: (await tx.query<{ replica: ReplicaId; bytes: Buffer }>(
      "SELECT encode(replica, 'hex') AS replica, bytes FROM carried_document, upstream WHERE kind = 'receipt' AND signer = store")).rows,
    setAside: Number((await tx.query<{ count: string }>("SELECT count(*) FROM set_aside")).rows[0]?.count ?? 0),
    met: (await tx.query<{ met_at: Date }>("SELECT met_at FROM upstream")).rows[0],
    certificate: await certificateOfHub(tx, services),
  }));
  const signedFor = Map.groupBy(receipts, ({ replica }) => replica);
  const byReplica = Map.groupBy(links, ({ replica }) => replica);
  let [signedSegments, signedFacts] = [0, 0];
  for (const [replica, rows] of byReplica) {
    const opened = await Promise.all((signedFor.get(replica) ?? []).map(({ bytes }) => openReceipt(bytes, primitives)));
    const hashes = opened.flatMap((receipt) => receipt?.tips ?? []).map(({ hash }) => hash);
    const signed = atOrBefore(rows.map(({ hash, previous, from, count }): Link => ({ hash, previous, from: Number(from), count })), hashes);
    signedSegments += signed.size;
    for (const { hash, count } of rows) if (signed.has(hash)) signedFacts += count;
  }
  return {
    phones: byReplica.size, segments: links.length, facts: links.reduce((sum, { count }) => sum + count, 0), signedSegments, signedFacts, setAside,
    metAt: met?.met_at ?? null, isUp: upstream.isUp(), isApproved: certificate !== undefined,
  };
}

function stationPage(station: Station, { addresses, upstream, nowMs }: { readonly addresses: readonly string[]; readonly upstream: string; readonly nowMs: number }): string {
  const { phones, segments, facts, signedSegments, signedFacts, setAside, metAt, isUp, isApproved } = station;
  const waiting = segments - signedSegments;
  const met = metAt === null ? undefined : spans(nowMs - metAt.getTime());
  const many = (count: number, one: string) => `${number(count, "en")} ${one}${count === 1 ? "" : "s"}`;
  return page("Trạm của thôn", `
${segments === 0 ? card(true, "Chưa có việc nào gửi vào trạm.", "Nothing has been sent to this hub yet.") : card(waiting === 0, waiting === 0 ? "Việc gửi vào trạm, tỉnh đã nhận đủ." : "Việc gửi vào trạm đang được giữ ở đây, chờ chuyển về tỉnh.", waiting === 0 ? "The province has signed for all that was sent to this hub." : "What was sent to this hub is kept here until the province has it.")}
<dl>
${figure(facts, "việc đang giữ", "facts held", `${number(segments)} gói của ${number(phones)} máy`, `${many(segments, "segment")} of ${many(phones, "device")}`)}
${figure(signedFacts, "việc tỉnh đã ký nhận", "facts the province has signed for", `${number(waiting)} gói còn chờ`, `${many(waiting, "segment")} waiting`)}
</dl>
${card(isUp === true, isUp === true ? "Đường về tỉnh đang thông." : "Chưa nối được về tỉnh. Việc gửi vào trạm vẫn còn; có mạng là trạm tự chuyển.", isUp === true ? "The line to the province is up." : "No line to the province. Nothing is lost; the hub goes on by itself when there is a network.")}
<p>${met === undefined ? "Trạm chưa gặp tỉnh lần nào." : `Lần gặp tỉnh gần nhất: ${met.vi}.`} <span lang="en">${met === undefined ? "It has not met the province yet." : `Last met ${met.en}.`}</span></p>
${card(isApproved, isApproved ? "Tỉnh đã duyệt trạm này." : "Tỉnh chưa duyệt trạm này. Trạm vẫn nhận và chuyển việc như thường; xin nhắc người của tỉnh duyệt.", isApproved ? "The province has approved this hub." : "The province has not approved this hub yet. It keeps and carries all the same; please ask somebody at the province.")}
${setAside === 0 ? "" : `<p>${number(setAside)} mẩu gửi hỏng giữa đường, để riêng; máy gửi vẫn còn bản tốt. <span lang="en">${number(setAside, "en")} broken on the way and set aside; the sender still has it whole.</span></p>`}
<h2>Máy khác gọi trạm này <span lang="en">How others reach this hub</span></h2>
${addresses.map((address) => `<p><strong>${escape(address)}</strong><br><code>${escape(hubCode(address))}</code></p>`).join("")}
<p class="small">Trạm gửi về: ${escape(upstream)} · <span lang="en">It hands on to this address.</span></p>
<p class="small">Trang tự làm mới sau ${REFRESH_S} giây. <span lang="en">This page renews itself.</span></p>`, REFRESH_S);
}

function card(isWell: boolean, vi: string, en: string): string {
  return `<p class="card ${isWell ? "well" : "waiting"}"><b>${escape(vi)}</b> <span lang="en">${escape(en)}</span></p>`;
}

function figure(count: number, vi: string, en: string, moreVi: string, moreEn: string): string {
  return `<div><dt>${vi} <span lang="en">${en}</span></dt><dd><strong>${number(count)}</strong> ${moreVi} <span lang="en">${moreEn}</span></dd></div>`;
}

function number(count: number, language: "vi" | "en" = "vi"): string {
  return count.toLocaleString(language);
}

function spans(ms: number): { readonly vi: string; readonly en: string } {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return { vi: "vừa xong", en: "just now" };
  if (minutes < 120) return { vi: `${minutes} phút trước`, en: `${minutes} minutes ago` };
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? { vi: `${hours} giờ trước`, en: `${hours} hours ago` } : { vi: `${Math.floor(hours / 24)} ngày trước`, en: `${Math.floor(hours / 24)} days ago` };
}

function page(title: string, body: string, refreshS?: number): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refreshS === undefined ? "" : `<meta http-equiv="refresh" content="${refreshS}">`}<title>${title} · Học Vụ Số</title>
<style>*{box-sizing:border-box;margin:0}html{background:#FBF4E4;color:#1E1B16}body{font:1.125rem/1.45 system-ui,-apple-system,Roboto,"Noto Sans","Segoe UI",sans-serif;max-width:560px;margin:0 auto;padding:16px;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.25;margin-bottom:16px;box-shadow:inset 0 -.42em #E3A72F;display:inline-block}h2{font-size:1.25rem;margin:24px 0 8px}p,dl{margin-bottom:14px}[lang=en]{color:#5A5245;font-size:1rem;display:block}
.card{border:2.5px solid #1E1B16;border-bottom-width:6px;border-radius:14px 18px 15px 19px/17px 14px 19px 15px;padding:12px 14px;background:#FFFCF3;border-left-width:14px}.well{border-left-color:#1F5A4A}.waiting{border-left-color:#C8321F}
dl{display:grid;gap:12px}dl>div{border-top:2.5px solid #1E1B16;padding-top:8px}dt{font-weight:700}dd strong{font-size:2rem;display:block;line-height:1.15}code{font-size:1rem;background:#F3E8CF}.small,.small [lang=en]{font-size:1rem}a{color:#264E86}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
}
