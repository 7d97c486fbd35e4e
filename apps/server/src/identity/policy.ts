/**
 * Who may ask for what: one row a route, and no route without a row (the program does not start with one that is missing). `own-unit`
 * routes are asked for a unit, or for a person who lives in one; it has to lie in the unit of the role. Every cell is tried over HTTP.
 */
import type { Role, Rule } from "@hocvuso/domain/access";

export type Row = Rule & {
  /** What an `own-unit` route is asked for: the unit it names, or the place of the person it names. */
  readonly of?: "unit" | "person";
  /** Shown to everybody while nobody has set the program up and all that is here was invented. */
  readonly inTrial?: true;
  /** What is sent is signed by a replica: it may come from a page of any origin, and no cookie is looked at. */
  readonly bySignature?: true;
};

const everybody: Row = { may: "everybody", where: "anywhere" };
const signed: Row = { ...everybody, bySignature: true };
const anywhere = (...may: readonly Role[]): Row => ({ may, where: "anywhere" });
const ownUnit = (of: "unit" | "person", ...may: readonly Role[]): Row => ({ may, where: "own-unit", of });
const shownInTrial = (row: Row): Row => ({ ...row, inTrial: true });

export const policy: Readonly<Record<string, Row>> = {
  // The exchange of segments: signed and sealed by replicas; a key that nobody enrolled is kept apart, not believed.
  "POST /sync/have": signed,
  "POST /sync/put": signed,
  "GET /sync/get": everybody,
  "POST /sync/enrol": signed,

  // Figures: the public is not told how few people fare, nor what would let it be reckoned.
  "GET /api/progress": everybody,
  "GET /api/progress/stream": everybody,
  "GET /api/units": everybody,
  "GET /api/units/:unit/progress": everybody,
  "GET /api/open-data/figures.csv": everybody,
  "GET /api/open-data/figures.json": everybody,
  "GET /api/open-data/dictionary.json": everybody,
  "GET /cong-khai": everybody,
  "GET /api/health": everybody,
  "GET /api/openapi.json": everybody,
  "GET /api/docs": everybody,

  // What single persons did, and what is to be decided about phones and records.
  "GET /api/records": shownInTrial(ownUnit("unit", "commune-officer", "provincial-office")),
  "GET /api/conflicts": shownInTrial(anywhere("provincial-office")),
  "GET /api/replicas": shownInTrial(anywhere("provincial-office", "administrator")),

  // Certifying questions go out without their keys.
  "GET /api/certifying-items": everybody,
  "GET /api/item-parameters": everybody,

  // Whole tests: a phone that asks for those of its own persons signs what it asks.
  "GET /api/tests": shownInTrial(ownUnit("unit", "commune-officer", "provincial-office")),
  "POST /api/tests/own": signed,

  // What is known of items names no person; it tells which answers are right.
  "GET /api/calibration": anywhere("author", "provincial-office", "administrator"),
  "POST /api/calibration/night": anywhere("provincial-office", "administrator"),

  // Credentials: whoever is shown a card may check it; a phone that asks for its own signs what it asks.
  "GET /api/credentials/issuer": everybody,
  "GET /api/credentials/status/:list": everybody,
  "GET /api/credentials/:id": everybody,
  "POST /api/credentials/own": signed,
  "GET /.well-known/did.json": everybody,
  "GET /.well-known/jwks.json": everybody,

  // Sampling rounds: the acts keep small groups, assessors and cases from the public. Of a case the act asks once more, for it knows whose it is.
  "GET /api/forecast": everybody,
  "GET /api/rounds": everybody,
  "GET /api/rounds/:round": everybody,
  "GET /api/rounds/:round/lists/:unit": shownInTrial(ownUnit("unit", "assessor", "provincial-office")),
  "POST /api/rounds": anywhere("provincial-office"),
  "POST /api/rounds/:round/draw": anywhere("provincial-office"),
  "POST /api/rounds/:round/close": anywhere("provincial-office"),
  "POST /api/rounds/:round/cases": anywhere("provincial-office"),
  "POST /api/rounds/:round/cases/:case": anywhere("commune-officer", "provincial-office"),

  // Reports: of whoever serves the unit they speak of.
  "GET /api/units/:unit/reports": shownInTrial(ownUnit("unit", "commune-officer", "provincial-office")),
  "POST /api/units/:unit/reports": ownUnit("unit", "commune-officer", "provincial-office"),
  "GET /api/units/:unit/reports/:report": shownInTrial(ownUnit("unit", "commune-officer", "provincial-office")),
  "GET /api/units/:unit/reports/:report/:format": shownInTrial(ownUnit("unit", "commune-officer", "provincial-office")),
  // Directives: what a commune's officer reads or answers is of their own commune; the acts ask once more, for they know which communes it names.
  "GET /api/directives": anywhere("commune-officer", "provincial-office"),
  "GET /api/directives/:directive": anywhere("commune-officer", "provincial-office"),
  "GET /api/directives/:directive/document": anywhere("commune-officer", "provincial-office"),
  "POST /api/directives": anywhere("provincial-office"),
  "POST /api/directives/documents": anywhere("provincial-office"),
  "POST /api/directives/:directive/answers": anywhere("commune-officer", "provincial-office"),
  "POST /api/directives/:directive/remind": anywhere("provincial-office"),
  "POST /api/directives/:directive/end": anywhere("provincial-office"),

  // Campaigns: likewise.
  "GET /api/campaigns": anywhere("commune-officer", "provincial-office"),
  "GET /api/campaigns/:campaign": anywhere("commune-officer", "provincial-office"),
  "POST /api/campaigns": anywhere("provincial-office"),

  // Requests for help, of one's own people.
  "GET /api/help-requests": ownUnit("unit", "commune-officer", "provincial-office"),
  "POST /api/help-requests": ownUnit("unit", "commune-officer", "provincial-office"),
  "POST /api/help-requests/:request/steps": ownUnit("unit", "commune-officer", "provincial-office"),

  // Local models: every commune may learn from every other; the acts ask once more whose commune it is.
  "GET /api/local-models": anywhere("commune-officer", "provincial-office"),
  "POST /api/local-models": anywhere("commune-officer", "provincial-office"),
  "POST /api/local-models/:model/copy": anywhere("commune-officer", "provincial-office"),
  "GET /api/local-models/:model/sessions": anywhere("commune-officer", "provincial-office"),
  "POST /api/local-models/:model/sessions": anywhere("commune-officer", "provincial-office"),

  // What waits for oneself, and how one is told.
  "GET /api/notices": anywhere("commune-officer", "provincial-office"),
  "POST /api/notices/addresses": anywhere("commune-officer", "provincial-office"),
  "POST /api/notices/addresses/end": anywhere("commune-officer", "provincial-office"),

  // Signing in: whoever comes is not known yet; attempts are counted.
  "GET /api/me": everybody,
  "POST /api/sign-in/begin": everybody,
  "POST /api/sign-in": everybody,
  "POST /api/sign-up/begin": everybody,
  "POST /api/sign-up": everybody,
  "POST /api/sign-out": everybody,
  "GET /api/other-service": everybody,
  "GET /api/other-service/return": everybody,

  // Who works here.
  "GET /api/staff": anywhere("administrator"),
  "POST /api/staff": anywhere("administrator"),
  "POST /api/staff/:staff/roles": anywhere("administrator"),
  "POST /api/staff/:staff/roles/end": anywhere("administrator"),
  "POST /api/staff/:staff/recover": anywhere("administrator"),
  "POST /api/staff/:staff/end": anywhere("administrator"),
  "GET /api/audit": anywhere("administrator", "provincial-office"),

  // People of a commune: its list, and what they may ask about their own data.
  "POST /api/people/imports": ownUnit("unit", "commune-officer", "provincial-office"),
  "POST /api/people/find": ownUnit("unit", "commune-officer", "provincial-office"),
  "GET /api/people/:person": ownUnit("person", "commune-officer", "provincial-office"),
  "GET /api/people/:person/export": ownUnit("person", "commune-officer", "provincial-office"),
  "POST /api/people/:person/correct": ownUnit("person", "commune-officer", "provincial-office"),
  "POST /api/people/:person/consents": ownUnit("person", "commune-officer", "provincial-office"),
  "POST /api/people/:person/consents/withdraw": ownUnit("person", "commune-officer", "provincial-office"),
  "POST /api/people/:person/restrict": ownUnit("person", "commune-officer", "provincial-office"),
  "POST /api/people/:person/erase": ownUnit("person", "commune-officer", "provincial-office"),
  "POST /api/people/:person/requests": ownUnit("person", "commune-officer", "provincial-office"),
  // What comes down to an ambassador's phone: its signature says whose it is, its appointment whom it serves; to any other phone nobody.
  "POST /api/people/served": signed,
  "GET /api/ambassadors": ownUnit("unit", "commune-officer", "provincial-office"),
  "POST /api/ambassadors/appoint": ownUnit("unit", "commune-officer", "provincial-office"),
  "POST /api/ambassadors/end": ownUnit("unit", "commune-officer", "provincial-office"),
  "GET /api/rights-requests": ownUnit("unit", "commune-officer", "provincial-office"),
  "POST /api/rights-requests/settle": ownUnit("unit", "commune-officer", "provincial-office"),

  // A hub holds and hands on; a nation holds sums that provinces signed. Neither knows people of staff.
  "GET /tram/": everybody,
  "GET /tram": everybody,
  "GET /bang-dieu-hanh/*": everybody,
  "POST /nation/digests": everybody,
  "POST /nation/report": everybody,
  "GET /api/provinces": everybody,
  "GET /api/provinces/:unit/tips/:hash": everybody,
};

export function routeName({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method.toUpperCase()} ${path}`;
}

/** @throws Error for a route without a row. */
export function rowOf(route: { readonly method: string; readonly path: string }): Row {
  const row = policy[routeName(route)];
  if (row === undefined) throw new Error(`identity/policy.ts has no row for ${routeName(route)}`);
  return row;
}
