/**
 * GET /cong-khai: the province's honest progress on one page, for a grandmother and a journalist alike: one sentence, a hundred people, four numbers, what is not
 * known, and where the data are. Written whole by the server: it runs no script, prints on one sheet, and says to everybody the same.
 */
import type { Figure, FourNumbers, Measure, UnitFigures } from "@hocvuso/contract";
import { percentCut } from "@hocvuso/domain/measurement";
import { readFigures } from "../projections/read-figures.ts";
import { asTold } from "../projections/read-told.ts";
import { measures } from "../reports/paper.ts";
import { escape } from "./describe-api.ts";
import { endpoint, languageOf } from "./endpoint.ts";
import type { Language } from "./problem.ts";
import { dayInVietnam } from "../vietnam-clock.ts";

export const showPublicPage = endpoint(async (c, services) => {
  const { cells, communes, province, provenance } = await readFigures({}, services);
  c.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  c.header("cache-control", "no-cache");
  c.header("vary", "accept-language");
  return c.html(pageOf({ province, communes: asTold(communes, "today", cells, services), asOf: dayInVietnam(Date.parse(provenance.asOf)), map: provenance.boundarySet.label, isSample: provenance.includesSample, vneidOn: provenance.vneidListedOn }, languageOf(c)));
});

type Shown = { readonly province: UnitFigures; readonly communes: readonly UnitFigures[]; readonly asOf: string; readonly map: { readonly vi: string; readonly en: string }; readonly isSample: boolean; readonly vneidOn: string | undefined };

/** Of a hundred: cut, never rounded up; `upTo` only of what was estimated. */
type OfHundred = { readonly is: "number"; readonly from: number; readonly upTo?: number; readonly isUnderOne?: true } | { readonly is: "notYetMeasured" | "withheld" | "nobody" };

function ofHundred(figure: Figure, listed: number): OfHundred {
  if (figure.state === "notYetMeasured" || figure.state === "withheld") return { is: figure.state };
  if (listed < 10) return { is: "nobody" };
  const cut = (persons: number) => percentCut({ persons, listed, decimals: 0 });
  if (figure.state === "estimated") return { is: "number", from: cut(figure.lowerPersons), upTo: Math.ceil((100 * figure.upperPersons) / listed) };
  return { is: "number", from: cut(figure.persons), ...(figure.persons > 0 && cut(figure.persons) === 0 ? { isUnderOne: true } : {}) };
}

function pageOf(shown: Shown, language: Language): string {
  const { province, communes, asOf, map, isSample, vneidOn } = shown;
  const w = words[language];
  const { adult } = province.groups;
  const [capable, verified] = [ofHundred(adult.capable, adult.listed), ofHundred(adult.verified, adult.listed)];
  const place = province.name[language].replace(/^Tỉnh | Province$/g, "");
  const day = w.day(asOf);
  const headline = verified.is === "number" ? w.verifiedHeadline(place, verified.from, verified.upTo ?? verified.from) : capable.is === "number" ? w.capableHeadline(place, w.count(capable)) : w.nobodyHeadline(place);
  const about: Record<Measure, string> = { reached: w.about.reached, capable: w.about.capable, verified: adult.verified.state === "estimated" ? w.about.verified(w.number(adult.verified.tested), w.day(dayInVietnam(Date.parse(adult.verified.asOf)))) : w.about.unverified, confirmed: vneidOn === undefined ? w.about.unconfirmed : w.about.confirmed(w.day(vneidOn)) };
  const other = language === "vi" ? "en" : "vi";
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(w.title(place))} · Học Vụ Số</title><style>${css}</style></head><body>
<header><p class="brand"><a href="/">Học Vụ Số</a></p><p><a href="/cong-khai?lang=${other}" lang="${other}">${words[other].self}</a></p>${isSample ? `<p class="sample"><strong>${w.sample}</strong> ${w.sampleMeaning}</p>` : ""}</header>
<main><h1>${escape(headline)}</h1><p class="lead">${w.things} ${w.asOf(day, escape(map[language]))}</p>
${hundred(capable, verified, language)}
<section aria-labelledby="bon"><h2 id="bon">${w.four}</h2><dl class="four">${measures.map((measure) => `<div><dt class="${measure}">${marks[measure]}${w.names[measure]}</dt><dd><b>${w.outOf(ofHundred(adult[measure], adult.listed))}</b><span>${about[measure]}</span></dd></div>`).join("")}</dl>
<p class="note">${w.adults(w.number(adult.listed))} ${w.neverMerged}</p></section>
<div class="two"><section aria-labelledby="chua"><h2 id="chua">${w.unknown}</h2>${unknowns(adult, communes, language)}</section>
<section aria-labelledby="bao"><h2 id="bao">${w.press}</h2><p>${w.quote(cited(adult, day, map[language], language))}</p><p class="links"><a href="/api/open-data/figures.csv">${w.csv}</a> <a href="/api/open-data/figures.json">${w.json}</a> <a href="/api/open-data/dictionary.json">${w.dictionary}</a> <a href="/bang-dieu-hanh/">${w.dashboard}</a></p><h2>${w.help}</h2><p>${w.helpMeaning}</p></section></div>
<details><summary>${w.communes(communes.length)}</summary><table><caption>${w.communesCaption}</caption><thead><tr><th scope="col">${w.commune}</th><th scope="col">${w.listed}</th>${measures.map((measure) => `<th scope="col">${w.names[measure]}</th>`).join("")}</tr></thead><tbody>${communes.map(({ name, groups: { adult: own } }) => `<tr><th scope="row">${escape(name[language])}</th><td>${w.number(own.listed)}</td>${measures.map((measure) => `<td>${w.short(ofHundred(own[measure], own.listed))}</td>`).join("")}</tr>`).join("")}</tbody></table></details></main></body></html>`;
}

/** A hundred people in rows of twenty. Verified: full up to the lower end, hatched to the upper. Only recorded: a green outline, for nobody has looked. */
function hundred(capable: OfHundred, verified: OfHundred, language: Language): string {
  const w = words[language];
  if (verified.is !== "number" && capable.is !== "number") return "";
  const isVerified = verified.is === "number";
  const [sure, maybe] = verified.is === "number" ? [verified.from, verified.upTo ?? verified.from] : capable.is === "number" ? [0, capable.from] : [0, 0];
  const person = '<circle cx="8" cy="5" r="4"/><path d="M2 24v-6a6 7 0 0 1 12 0v6z"/>';
  const people = Array.from({ length: 100 }, (_, at) => `<g class="${at < sure ? "sure" : at < maybe ? (isVerified ? "maybe" : "recorded") : "none"}" transform="translate(${(at % 20) * 21} ${Math.floor(at / 20) * 30})">${person}</g>`).join("");
  const meaning = isVerified ? [["sure", w.sure], ["maybe", w.maybe], ["none", w.notYet]] as const : [["recorded", w.recorded], ["none", w.notRecorded]] as const;
  const label = isVerified ? w.picture(sure, maybe) : w.pictureRecorded(maybe);
  return `<div class="hundred"><svg viewBox="-1 -1 418 148" role="img" aria-label="${escape(label)}"><defs><pattern id="h" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.8" height="4" fill="#264E86"/></pattern></defs>${people}</svg><ul>${meaning.map(([kind, text]) => `<li><svg viewBox="-1 -1 18 26" aria-hidden="true"><g class="${kind}">${person}</g></svg><span>${text}</span></li>`).join("")}</ul></div>`;
}

function unknowns(adult: FourNumbers, communes: readonly UnitFigures[], language: Language): string {
  const w = words[language];
  const hidden = communes.filter(({ groups }) => measures.some((measure) => groups.adult[measure].state === "withheld")).length;
  const unverified = communes.filter(({ groups }) => groups.adult.verified.state === "notYetMeasured").length;
  return [
    adult.verified.state === "notYetMeasured" ? w.nobodyLooked : unverified > 0 ? w.communesUnverified(w.number(unverified)) : w.communesRough,
    ...(adult.confirmed.state === "notYetMeasured" ? [w.noVneidList] : []),
    ...(hidden > 0 ? [w.hidden(w.number(hidden))] : []),
  ].map((text) => `<p>${text}</p>`).join("");
}

function cited(adult: FourNumbers, day: string, map: string, language: Language): string {
  const w = words[language];
  const share = (persons: number) => `${percentCut({ persons, listed: adult.listed, decimals: 1 }).toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { minimumFractionDigits: 1 })}%`;
  if (adult.listed < 10) return w.nothingToCite;
  if (adult.verified.state === "estimated") return escape(w.citeVerified(share(adult.verified.persons), share(adult.verified.lowerPersons), share(adult.verified.upperPersons), Math.round(100 * adult.verified.level), w.number(adult.verified.tested), day, map));
  return adult.capable.state === "measured" ? escape(w.citeCapable(share(adult.capable.persons), w.number(adult.capable.persons), w.number(adult.listed), day, map)) : w.nothingToCite;
}

const mark = (shape: string) => `<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">${shape}</svg>`;
const marks: Readonly<Record<Measure, string>> = {
  reached: mark('<circle cx="8" cy="8" r="6" fill="#E3A72F" stroke="#1E1B16" stroke-width="1.5"/>'), capable: mark('<rect x="2" y="2" width="12" height="12" fill="#1F5A4A"/>'),
  verified: mark('<path d="M0 5v6M16 5v6M0 8h16" stroke="#264E86" stroke-width="1.5"/><circle cx="8" cy="8" r="4.5" fill="#264E86"/>'), confirmed: mark('<rect x="2.5" y="2.5" width="11" height="11" fill="none" stroke="#1E1B16" stroke-width="2"/>'),
};

const day = (isoDate: string) => isoDate.split("-").map(Number).toReversed().join("-");
const english = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const vi = {
  self: "Tiếng Việt",
  title: (place: string) => `Bình dân học vụ số ở ${place}`,
  number: (value: number) => value.toLocaleString("vi-VN"), day,
  count: (value: Extract<OfHundred, { is: "number" }>) => (value.isUnderOne === true ? "chưa tới 1" : String(value.from)),
  verifiedHeadline: (place: string, from: number, upTo: number) => `Trong 100 người lớn ở ${place}, ${from === upTo ? from : `${from} đến ${upTo}`} người tự làm được`,
  capableHeadline: (place: string, count: string) => `Trong 100 người lớn ở ${place}, ghi nhận ${count} người tự làm được`,
  nobodyHeadline: (place: string) => `${place}: danh sách còn đang lập, chưa có số để nói`,
  things: "Quét mã để trả tiền, xem sổ sức khoẻ, nộp giấy tờ, nhận ra kẻ lừa.",
  asOf: (on: string, map: string) => `Số liệu đến <b>${on}</b>, ${map}.`,
  sure: "<b>Tô đặc:</b> gần chắc là làm được.", maybe: "<b>Gạch chéo:</b> chưa biết chắc.", notYet: "<b>Để trống:</b> chưa làm được, cần người giúp.",
  recorded: "<b>Viền xanh:</b> có ghi nhận tự làm được; chưa có người nơi khác đến kiểm lại.", notRecorded: "<b>Để trống:</b> chưa ghi nhận, cần người giúp.",
  picture: (sure: number, maybe: number) => `Hình 100 người: ${sure} người gần chắc làm được, ${maybe - sure} người chưa biết chắc, ${100 - maybe} người chưa làm được.`,
  pictureRecorded: (count: number) => `Hình 100 người: ${count} người có ghi nhận làm được, ${100 - count} người chưa.`,
  four: "Chúng tôi đếm bốn điều khác nhau",
  names: { reached: "Đã tiếp cận", capable: "Làm được", verified: "Đã kiểm chứng", confirmed: "Xác nhận trên VNeID" },
  outOf: (value: OfHundred) => (value.is === "number" ? `${value.isUnderOne === true ? "chưa tới 1" : value.upTo === undefined || value.upTo === value.from ? value.from : `${value.from} đến ${value.upTo}`} trên 100` : { notYetMeasured: "chưa đo", withheld: "không nêu", nobody: "còn ít người, chưa nêu" }[value.is]),
  short: (value: OfHundred) => (value.is === "number" ? `${value.isUnderOne === true ? "dưới 1" : value.upTo === undefined || value.upTo === value.from ? value.from : `${value.from}–${value.upTo}`}` : { notYetMeasured: "chưa đo", withheld: "không nêu", nobody: "ít người" }[value.is]),
  about: {
    reached: "đã đến lớp ít nhất một buổi, hoặc đã học ít nhất một việc trên máy", capable: "đã tự làm trọn các việc thiết yếu trên máy tập, không ai nhắc",
    verified: (tested: string, on: string) => `người ở xã khác đến kiểm lại ${tested} người rút thăm, xong ngày ${on}`, unverified: "chưa có người ở nơi khác đến kiểm lại",
    confirmed: (on: string) => `Nhà nước đã xác nhận, theo danh sách đến ngày ${on}`, unconfirmed: "chưa nhận được danh sách của Nhà nước",
  },
  adults: (listed: string) => `Tính trên ${listed} người trưởng thành có tên trong danh sách.`, neverMerged: "Bốn con số không cộng lại, không thay cho nhau.",
  unknown: "Điều chúng tôi chưa biết",
  nobodyLooked: "Chưa có người ở nơi khác đến kiểm lại. Con số “làm được” là theo việc đã ghi trên máy.",
  communesUnverified: (count: string) => `${count} xã, phường chưa có số kiểm chứng. Với một xã, con số kiểm chứng có thể lệch mười điểm.`,
  communesRough: "Với một xã, con số kiểm chứng có thể lệch mười điểm.",
  noVneidList: "Chưa nhận được danh sách xác nhận trên VNeID, nên chưa nói được bao nhiêu người.",
  hidden: (count: string) => `Có ${count} xã, phường chúng tôi không nêu số, vì ít người quá thì dễ nhận ra từng người.`,
  press: "Cho người viết báo", quote: (text: string) => `Trích dẫn: “${text}”`,
  citeVerified: (share: string, from: string, upTo: string, level: number, tested: string, on: string, map: string) => `Đã kiểm chứng ${share} (khoảng tin cậy ${level}%: ${from} đến ${upTo}) người trưởng thành trong danh sách; ${tested} người kiểm lại; số liệu đến ${on}, ${map}.`,
  citeCapable: (share: string, persons: string, listed: string, on: string, map: string) => `Ghi nhận ${persons} trong ${listed} người trưởng thành ở danh sách làm được (${share}), chưa kiểm chứng; số liệu đến ${on}, ${map}.`,
  nothingToCite: "Chưa có con số nào đủ để trích dẫn.",
  csv: "Dữ liệu mở (CSV)", json: "Dữ liệu mở (JSON)", dictionary: "Nghĩa của từng cột", dashboard: "Bảng điều hành, cách đếm",
  help: "Cần người giúp?", helpMeaning: "Bác đến nhà văn hoá thôn, hoặc nhờ tổ công nghệ số cộng đồng. Xem thẻ của họ trước khi đưa điện thoại; không ai được hỏi mật khẩu hay mã OTP của bác.",
  communes: (count: number) => `Xã của tôi: số của ${count} xã, phường, đặc khu`, communesCaption: "Trên 100 người trưởng thành trong danh sách của xã", commune: "Xã, phường, đặc khu", listed: "Trong danh sách",
  sample: "Dữ liệu mẫu.", sampleMeaning: "Có người mẫu do chương trình sinh ra để minh hoạ; không phải số của tỉnh, xã nào.",
};

const en: typeof vi = {
  self: "English",
  title: (place) => `Digital literacy for all in ${place}`,
  number: (value) => value.toLocaleString("en-GB"), day: (isoDate) => english.format(new Date(isoDate)),
  count: (value) => (value.isUnderOne === true ? "fewer than 1" : String(value.from)),
  verifiedHeadline: (place, from, upTo) => `Of 100 adults in ${place}, ${from === upTo ? from : `${from} to ${upTo}`} can do it on their own`,
  capableHeadline: (place, count) => `Of 100 adults in ${place}, ${count} are on record as able to do it on their own`,
  nobodyHeadline: (place) => `${place}: lists are being made, there is no number to tell yet`,
  things: "Paying by QR code, opening the health book, sending in papers, seeing through a swindler.",
  asOf: (on, map) => `Figures up to <b>${on}</b>, ${map}.`,
  sure: "<b>Filled:</b> almost surely can.", maybe: "<b>Hatched:</b> not known for sure.", notYet: "<b>Empty:</b> cannot yet, and wants a helper.",
  recorded: "<b>Green outline:</b> on record as able; nobody from elsewhere has looked yet.", notRecorded: "<b>Empty:</b> not on record, and wants a helper.",
  picture: (sure, maybe) => `A picture of 100 people: ${sure} almost surely can, ${maybe - sure} are not known for sure, ${100 - maybe} cannot yet.`,
  pictureRecorded: (count) => `A picture of 100 people: ${count} are on record as able, ${100 - count} are not.`,
  four: "We count four different things",
  names: { reached: "Reached", capable: "Capable", verified: "Verified", confirmed: "Confirmed on VNeID" },
  outOf: (value) => (value.is === "number" ? `${value.isUnderOne === true ? "fewer than 1" : value.upTo === undefined || value.upTo === value.from ? value.from : `${value.from} to ${value.upTo}`} in 100` : { notYetMeasured: "not measured yet", withheld: "not told", nobody: "too few people to say" }[value.is]),
  short: (value) => (value.is === "number" ? `${value.isUnderOne === true ? "under 1" : value.upTo === undefined || value.upTo === value.from ? value.from : `${value.from}–${value.upTo}`}` : { notYetMeasured: "not measured", withheld: "not told", nobody: "few people" }[value.is]),
  about: {
    reached: "came to at least one class, or learnt at least one thing on a phone", capable: "did all the essential things alone in the practice phone, with no hint",
    verified: (tested, on) => `people from other communes re-tested ${tested} who were drawn by lot, the last on ${on}`, unverified: "nobody from elsewhere has looked yet",
    confirmed: (on) => `confirmed by the State, by the list up to ${on}`, unconfirmed: "no list from the State has come yet",
  },
  adults: (listed) => `Of ${listed} adults on the lists.`, neverMerged: "The four numbers are never added up, and none stands for another.",
  unknown: "What we do not know",
  nobodyLooked: "Nobody from elsewhere has looked yet. “Capable” is what was recorded on phones.",
  communesUnverified: (count) => `${count} communes have no verified figure yet. For one commune it may be ten points off.`,
  communesRough: "For one commune the verified figure may be ten points off.",
  noVneidList: "No list of those confirmed on VNeID has come, so we cannot say how many they are.",
  hidden: (count) => `Of ${count} communes some numbers are not told: where few people are counted, somebody could be recognised.`,
  press: "For journalists", quote: (text) => `To quote: “${text}”`,
  citeVerified: (share, from, upTo, level, tested, on, map) => `Verified: ${share} (${level}% interval ${from} to ${upTo}) of adults on the lists; ${tested} re-tested; up to ${on}, ${map}.`,
  citeCapable: (share, persons, listed, on, map) => `${persons} of ${listed} adults on the lists are on record as capable (${share}), not verified yet; up to ${on}, ${map}.`,
  nothingToCite: "There is no number to quote yet.",
  csv: "Open data (CSV)", json: "Open data (JSON)", dictionary: "What each column means", dashboard: "Dashboard, and how we count",
  help: "Would you like help?", helpMeaning: "Go to the culture house of your village, or ask its digital team. Look at their card before you hand over your phone; nobody may ask for your password or a one-time code.",
  communes: (count) => `My commune: the numbers of ${count} communes`, communesCaption: "Of 100 adults on the commune's list", commune: "Commune", listed: "On the list",
  sample: "Sample data.", sampleMeaning: "Some people were invented to show how this works; these are no real place's numbers.",
};

const words: Readonly<Record<Language, typeof vi>> = { vi, en };

const css = `*{box-sizing:border-box}html{background:#FBF4E4;color:#1E1B16}body{font:1.125rem/1.5 "Be Vietnam Pro",system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;max-width:74rem;margin:0 auto;padding:0 clamp(1rem,4vw,3rem) 3rem;overflow-wrap:break-word;font-feature-settings:"tnum","lnum"}
header{display:flex;flex-wrap:wrap;gap:.25rem 2rem;align-items:center;justify-content:space-between;border-bottom:1.5px solid #1E1B16;padding:.5rem 0}header p{margin:0}.brand a{font-weight:700;text-decoration:none}.sample{flex-basis:100%;border:1.5px solid #1E1B16;padding:.25rem .75rem;font-size:1rem}a{color:inherit;text-underline-offset:.2em;display:inline-flex;align-items:center;min-height:3rem}a:hover{text-decoration-thickness:2px}:focus-visible{outline:2.5px solid #1E1B16;outline-offset:2px}
h1{font-size:clamp(1.75rem,1.2rem + 2.2vw,2.75rem);line-height:1.15;letter-spacing:-.012em;max-width:27ch;margin:1.5rem 0 .5rem;text-wrap:balance}h2{font-size:1.375rem;line-height:1.25;margin:0 0 .5rem}p{max-width:62ch;margin:0 0 .75rem}.lead{font-size:1.25rem;color:#4F483C}.lead b{color:#1E1B16}.note{font-size:1rem;color:#4F483C}
.hundred{display:grid;gap:1rem 3rem;margin:1.25rem 0 1.75rem}.hundred>svg{width:100%;max-width:44rem;height:auto;display:block}.hundred ul{list-style:none;margin:0;padding:0;display:grid;gap:.5rem;align-content:start}.hundred li{display:flex;gap:.75rem;align-items:center}.hundred li svg{width:1.25rem;flex:none}
.sure{fill:#264E86}.maybe{fill:url(#h);stroke:#264E86}.recorded{fill:none;stroke:#1F5A4A;stroke-width:1.75}.none{fill:none;stroke:#8A7B58}
section,details{border-top:1px solid #D9CBA8;padding-top:1.25rem;margin-top:1.25rem}.four{margin:0}.four div{border-bottom:1px solid #D9CBA8;padding:.5rem 0}.four dt{font-weight:600;display:flex;align-items:center;gap:.5rem}.four dd{margin:0;display:grid}.four b{font-size:1.25rem}.mark{width:1rem;height:1rem;flex:none;overflow:visible}.reached{color:#7A5209}.capable{color:#1F5A4A}.verified{color:#264E86}.links a{margin-inline-end:1.25rem}
summary{min-height:3rem;display:flex;align-items:center;font-weight:600;font-size:1.25rem;cursor:pointer;text-decoration:underline;text-underline-offset:.2em}table{border-collapse:collapse;width:100%;font-size:1rem}caption{text-align:start;color:#4F483C;padding-bottom:.5rem}th,td{text-align:start;padding:.375rem .5rem .375rem 0;border-top:1px solid #D9CBA8;vertical-align:top;font-weight:400}thead th{font-weight:600}
@media(min-width:48rem){.four div{display:grid;grid-template-columns:15rem 1fr;gap:1rem;align-items:baseline}.four dd{grid-template-columns:13rem 1fr;gap:1rem;align-items:baseline}.two{display:grid;grid-template-columns:1fr 1fr;gap:0 3rem}.hundred{grid-template-columns:minmax(0,2fr) minmax(14rem,1fr);align-items:center}}
@media(max-width:40rem){thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}table,tbody,tr,caption{display:block}tbody tr{display:grid;grid-template-columns:repeat(2,1fr);border-top:1px solid #D9CBA8;padding:.5rem 0}tbody th{grid-column:1/-1;font-weight:600}th,td{border:0;padding:0 .5rem 0 0}}
@media(min-width:112rem){body{max-width:100rem;font-size:1.375rem}}
@media print{html{background:#fff}body{font-size:10.5pt;padding:0}a{min-height:0}details,.links{display:none}h1{font-size:20pt;margin-top:.5rem}@page{size:A4;margin:15mm}section{break-inside:avoid}.hundred>svg{max-width:13cm}}`;
