/** Credentials on paper, as one HTML page that any browser prints: cards of A5, one a page, or a sheet of A4 with eight to cut. Needs no network. */
import type { CredentialPolicy } from "@hocvuso/contract";
import { credentialQr } from "../replicas/draw-qr.ts";
import type { KeptCredential } from "./issue.ts";

export type CardPaper = "a5" | "sheet";

export type CardGiven = {
  readonly policy: CredentialPolicy;
  /** Title and sentence of a rung of the ladder. */
  readonly rung: (level: string) => { readonly title: string; readonly sentence: string } | undefined;
  readonly placeName: (place: string) => string;
};

export function drawCards(credentials: readonly KeptCredential[], paper: CardPaper, given: CardGiven): string {
  const cards = credentials.map((credential) => card(credential, given)).join("");
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Thẻ Học Vụ Số</title><style>${STYLE}${paper === "a5" ? A5 : SHEET}</style></head><body class="${paper}">${cards}</body></html>\n`;
}

function card({ claims, code }: KeptCredential, { policy, rung, placeName }: CardGiven): string {
  const achievement = policy.achievements.find(({ id }) => id === claims.achievement);
  const { side, path } = credentialQr(code);
  const isHelper = claims.kind === "helper";
  const level = rung(claims.evidence);
  const name = claims.holder === undefined ? '<span class="blank"></span>' : `<b>${escape(claims.holder)}</b>`;
  return `<article class="${claims.kind}">
<header><p class="kick">${isHelper ? "Thẻ người giúp" : "Phiếu ghi nhận kỹ năng"}</p><h1>${escape(achievement?.title.vi ?? claims.achievement)}</h1><p class="en" lang="en">${escape(achievement?.title.en ?? "")}</p>${LANTERN}</header>
<div class="qr"><svg viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img" aria-label="Mã QR của thẻ ${number(claims)}"><path d="${path}"/></svg><p>Quét để kiểm tra</p></div>
<dl><div class="who"><dt>${isHelper ? "Họ tên" : "Của"}</dt><dd>${name}</dd></div>
${claims.place === undefined ? "" : `<div><dt>Nơi giúp</dt><dd>${escape(placeName(claims.place))}</dd></div>`}
${level === undefined ? "" : `<div><dt>Minh chứng</dt><dd>${escape(level.title)}</dd></div>`}
<div><dt>Ngày cấp</dt><dd>${day(claims.issuedAtS)}</dd></div><div><dt>Đến ngày</dt><dd>${day(claims.expiresAtS)}</dd></div><div><dt>Số</dt><dd>${number(claims)}</dd></div></dl>
<p class="criteria">${escape(achievement?.criteria.vi ?? "")}</p>
<footer><b>${escape(policy.issuerName.vi)}</b><p>${isHelper ? "Nghi ngờ thì quét mã trên thẻ, hoặc hỏi ủy ban xã." : escape(policy.notice.vi)}</p></footer>
</article>`;
}

/** As it stands on the card and in `npm run credentials`: list and place in it. */
export function number({ list, index }: KeptCredential["claims"]): string {
  return `${list}-${index}`;
}

/** In Vietnam's time. */
function day(seconds: number): string {
  return new Intl.DateTimeFormat("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(seconds * 1_000));
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** The lamp of the movement, lit; as the app draws it. */
const LANTERN = `<svg class="lantern" viewBox="-2 0 76 86" aria-hidden="true"><path d="M36 16c20 0 30 10 30 24s-10 24-30 24S6 54 6 40s10-24 30-24z" fill="#E3A72F"/><path d="M36 30q12 12 8 22-3 7-8 7t-8-7q-2-7 4-12 0 4 2 6 4-7 2-16z" fill="#FBF4E4"/><path d="M25 9h22v8H25zM25 63h22v7H25z" fill="#98230F"/><path d="M36 0v9M25 9h22v8H25zM25 63h22v7H25zM36 70v14M30 70v9M42 70v9M36 16c20 0 30 10 30 24s-10 24-30 24S6 54 6 40s10-24 30-24zM17 22q-9 18 0 36M55 22q9 18 0 36" fill="none" stroke="#1E1B16" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const STYLE = `
*{box-sizing:border-box;margin:0}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{color:#1E1B16;font:11pt/1.35 "Be Vietnam Pro",system-ui,Roboto,"Noto Sans","Segoe UI",sans-serif}
article{position:relative;display:grid;grid-template-columns:1fr auto;grid-template-rows:auto auto 1fr auto;background:#FBF4E4;border:solid #C8321F;overflow:hidden;break-inside:avoid}
article.helper{border-color:#1F5A4A}
header{position:relative;grid-column:1/3;background:#C8321F;color:#fff}
header::after{content:"";position:absolute;left:0;right:0;bottom:0;height:2.2mm;background:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='24' height='8'%3E%3Cpath d='M0 8q6-9 12 0 6-9 12 0z' fill='%23E3A72F'/%3E%3C/svg%3E") repeat-x left bottom/6mm 2.2mm}
.lantern{position:absolute}
.helper header{background:#1F5A4A}
.kick{font-weight:700;letter-spacing:.03em;color:#F6E0A8}
h1{line-height:1.15;text-wrap:balance}
.en{opacity:.92}
.qr{grid-column:2;grid-row:2/4;text-align:center}
.qr svg{display:block;width:100%;background:#fff;border:1.2pt solid #1E1B16;border-radius:1.5mm}
dl{grid-column:1;grid-row:2}
dl div{display:flex;gap:2mm}
dt{flex:none;color:#5A5245}
dd{margin:0;font-weight:600}
.blank{display:inline-block;border-bottom:1pt dotted #1E1B16}
footer{grid-column:1/3;border-top:1pt solid #8A7E69}
@media screen{body{padding:8mm;background:#E9E1CF}}`;

const A5 = `
@page{size:A5 landscape;margin:0}
article{width:210mm;height:148mm;border-width:3mm;page-break-after:always}
article:last-child{page-break-after:auto}
header{padding:6mm 42mm 8mm 9mm}
.lantern{right:9mm;top:3mm;height:30mm}
.kick{font-size:14pt}h1{font-size:27pt;margin-top:1mm}.en{font-size:12pt;margin-top:1mm}
dl{padding:7mm 0 0 9mm;font-size:14pt;line-height:1.6}
dt{width:34mm;white-space:nowrap}
.blank{width:64mm;height:7mm}
.criteria{grid-column:1;padding:4mm 4mm 0 9mm;font-size:11.5pt;color:#5A5245}
.qr{width:66mm;padding:7mm 8mm 0 0;font-size:11pt}
.qr p{margin-top:1.5mm;font-weight:700}
footer{margin:0 9mm;padding:3.5mm 0 5mm;font-size:10.5pt}
@media screen{article{margin:0 auto 8mm}}`;

const SHEET = `
@page{size:A4;margin:10mm}
body{display:grid;grid-template-columns:94mm 94mm;gap:3mm 2mm;align-content:start}
article{width:94mm;height:66mm;border-width:1mm;border-radius:2mm;outline:.3pt dashed #8A7E69;outline-offset:1mm}
header{padding:1.8mm 15mm 3mm 3mm}
header::after{height:1.4mm;background-size:3.8mm 1.4mm}
.lantern{right:3mm;top:1.2mm;height:11.5mm}
.kick{font-size:7.5pt}h1{font-size:12.5pt}.en,.criteria{display:none}
dl{padding:2mm 0 0 3mm;font-size:8pt;line-height:1.45}
dl div{gap:1.2mm}
dt{width:17mm;white-space:nowrap}
.blank{width:28mm;height:4mm}
.qr{width:37mm;padding:2mm 3mm 0 0;font-size:6.5pt}
.qr p{margin-top:.3mm;font-weight:700}
footer{margin:0 3mm;padding:.8mm 0 1.2mm;font-size:6pt;line-height:1.2}`;
