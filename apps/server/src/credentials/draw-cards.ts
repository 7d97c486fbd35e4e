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
<header><p class="kick">${isHelper ? "Thẻ người giúp" : "Phiếu ghi nhận kỹ năng"}</p><h1>${escape(achievement?.title.vi ?? claims.achievement)}</h1><p class="en" lang="en">${escape(achievement?.title.en ?? "")}</p></header>
<div class="qr"><svg viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img" aria-label="Mã QR của thẻ ${number(claims)}"><path d="${path}"/></svg><p>Quét để kiểm tra</p></div>
<dl><div class="who"><dt>${isHelper ? "Họ tên" : "Của"}</dt><dd>${name}</dd></div>
${claims.place === undefined ? "" : `<div><dt>Nơi giúp</dt><dd>${escape(placeName(claims.place))}</dd></div>`}
${level === undefined ? "" : `<div><dt>Minh chứng</dt><dd>${escape(level.title)}</dd></div>`}
<div><dt>Ngày cấp</dt><dd>${day(claims.issuedAtS)}</dd></div><div><dt>Có giá trị đến</dt><dd>${day(claims.expiresAtS)}</dd></div><div><dt>Số</dt><dd>${number(claims)}</dd></div></dl>
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

const STYLE = `
*{box-sizing:border-box;margin:0}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{color:#1E1B16;font:11pt/1.35 "Be Vietnam Pro",system-ui,Roboto,"Noto Sans","Segoe UI",sans-serif}
article{position:relative;display:grid;grid-template-columns:1fr auto;grid-template-rows:auto auto 1fr auto;background:#FBF4E4;border:solid #C8321F;overflow:hidden;break-inside:avoid}
article.helper{border-color:#1F5A4A}
header{grid-column:1/3;background:#C8321F;color:#fff}
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
header{padding:6mm 9mm 5mm}
.kick{font-size:14pt}h1{font-size:27pt;margin-top:1mm}.en{font-size:12pt;margin-top:1mm}
dl{padding:7mm 0 0 9mm;font-size:14pt;line-height:1.6}
dt{width:32mm}
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
header{padding:2mm 3mm 1.6mm}
.kick{font-size:7.5pt}h1{font-size:12.5pt}.en,.criteria{display:none}
dl{padding:2mm 0 0 3mm;font-size:8pt;line-height:1.45}
dl div{gap:1.2mm}
dt{width:19mm}
.blank{width:28mm;height:4mm}
.qr{width:38mm;padding:2mm 2mm 0 0;font-size:7pt}
.qr p{margin-top:.5mm;font-weight:700}
footer{margin:0 3mm;padding:1mm 0 1.4mm;font-size:6.4pt;line-height:1.25}`;
