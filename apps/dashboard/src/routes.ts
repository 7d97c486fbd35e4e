/** The addresses of the dashboard. What is made here is understood here; nothing else writes or reads a path. */
import type { FactKey, Measure, PopulationGroup, UnitId } from "@hocvuso/contract";

export const base = "/bang-dieu-hanh/";

/** What waits for a person. */
export const toDecidePath = `${base}can-quyet`;

/** Sampling rounds, and planning one. */
export const roundsPath = `${base}kiem-chung`;
export const planRoundPath = `${roundsPath}/lap`;

export const measures: readonly Measure[] = ["reached", "capable", "verified", "confirmed"];
export const groups: readonly PopulationGroup[] = ["official", "student", "adult"];

export type RecordsQuestion = {
  readonly unit: UnitId;
  readonly group: PopulationGroup;
  readonly measure: Measure;
  /** The commune on whose page a hamlet's or former commune's figure was read: where its name is known and where to go back to. */
  readonly within?: UnitId;
};

/** Pages of people of staff. */
export const officePaths = {
  "sign-in": `${base}dang-nhap`,
  staff: `${base}nguoi-lam-viec`,
  audit: `${base}nhat-ky`,
  "import-people": `${base}nhap-danh-sach`,
  "rights-desk": `${base}quyen-du-lieu`,
  reports: `${base}bao-cao`,
  directives: `${base}viec-duoc-giao`,
  campaigns: `${base}cao-diem`,
  "help-desk": `${base}nho-giup`,
  "local-models": `${base}mo-hinh-rieng`,
  notices: `${base}bao-tin`,
  items: `${base}cau-hoi`,
} as const;
export type OfficePage = keyof typeof officePaths;

export type Route =
  | { readonly page: "province" }
  | { readonly page: "commune"; readonly unit: UnitId }
  | { readonly page: "records"; readonly question: RecordsQuestion }
  | { readonly page: "to-decide" }
  | { readonly page: "rounds" }
  | { readonly page: "plan-round" }
  | { readonly page: "round"; readonly round: FactKey }
  | { readonly page: "directive"; readonly directive: FactKey }
  | { readonly page: "campaign"; readonly campaign: FactKey }
  | { readonly page: OfficePage }
  | { readonly page: "unknown" };

export function readRoute({ pathname, search }: { pathname: string; search: string }): Route {
  const rest = `${pathname}/`.startsWith(base) ? pathname.slice(base.length).replace(/\/$/, "") : null;
  if (rest === "") return { page: "province" };
  if (rest === "can-quyet") return { page: "to-decide" };
  if (rest === "kiem-chung") return { page: "rounds" };
  if (rest === "kiem-chung/lap") return { page: "plan-round" };
  const round = /^kiem-chung\/([0-9a-f-]{36})$/.exec(rest ?? "")?.[1];
  if (round !== undefined) return { page: "round", round: round as FactKey }; // the form of the contract's FactKey; the server knows whether it is one
  const directive = /^viec-duoc-giao\/([0-9a-f-]{36})$/.exec(rest ?? "")?.[1];
  if (directive !== undefined) return { page: "directive", directive: directive as FactKey }; // likewise
  const campaign = /^cao-diem\/([0-9a-f-]{36})$/.exec(rest ?? "")?.[1];
  if (campaign !== undefined) return { page: "campaign", campaign: campaign as FactKey }; // likewise
  const office = (Object.keys(officePaths) as OfficePage[]).find((page) => officePaths[page] === base + (rest ?? "")); // the keys of `officePaths` are these pages
  if (office !== undefined) return { page: office };
  const commune = /^xa\/([^/]+)$/.exec(rest ?? "")?.[1];
  if (commune !== undefined) {
    const unit = readUnit(commune);
    return unit === null ? { page: "unknown" } : { page: "commune", unit };
  }
  if (rest !== "ban-ghi") return { page: "unknown" };
  const asked = new URLSearchParams(search);
  const unit = readUnit(asked.get("unit") ?? "");
  const group = groups.find((known) => known === asked.get("group"));
  const measure = measures.find((known) => known === asked.get("measure"));
  const within = readUnit(asked.get("within") ?? "");
  if (unit === null || group === undefined || measure === undefined) return { page: "unknown" };
  return { page: "records", question: { unit, group, measure, ...(within === null ? {} : { within }) } };
}

function readUnit(text: string): UnitId | null {
  // The one place where an address becomes a unit's id: the pattern of the contract's UnitId.
  return /^[0-9]{2,5}\.[0-9]+(-[0-9]{2,3})?$/.test(text) ? text as UnitId : null;
}

export function communePath(unit: UnitId): string {
  return `${base}xa/${unit}`;
}

export function roundPath(round: FactKey): string {
  return `${roundsPath}/${round}`;
}

export function directivePath(directive: FactKey): string {
  return `${officePaths.directives}/${directive}`;
}

export function campaignPath(campaign: FactKey): string {
  return `${officePaths.campaigns}/${campaign}`;
}

export function recordsPath(question: RecordsQuestion): string {
  const { within } = question;
  return `${base}ban-ghi?${new URLSearchParams({ unit: question.unit, group: question.group, measure: question.measure, ...(within === undefined ? {} : { within }) })}`;
}
