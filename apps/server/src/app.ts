/** Every route of each role, in one list a role. */
import { Hono, type Handler, type MiddlewareHandler } from "hono";
import { allowLan } from "./http/allow-lan.ts";
import { chooseNight, getCalibration, getItemParameters } from "./http/calibration.ts";
import { getCredential, getCredentialIssuer, getDidDocument, getJwks, getOwnCredentials, getStatusList } from "./http/credentials.ts";
import { describeApi, showApi } from "./http/describe-api.ts";
import { enrolByRequest } from "./http/enrol-replica.ts";
import { appointAmbassador, endAmbassador, getAmbassadors, getPeopleServed } from "./http/ambassadors.ts";
import { findUnits } from "./http/find-units.ts";
import { getCertifyingItems } from "./http/get-certifying-items.ts";
import { getCommuneProgress } from "./http/get-commune-progress.ts";
import { answerCase, closeRound, drawRound, openCase, planRound } from "./http/decide-rounds.ts";
import { getCampaign, getCampaigns, planCampaign } from "./http/campaigns.ts";
import { answerDirective, endDirective, getDirective, getDirectives, getDocument, issueDirective, keepDocument, remindOfDirective } from "./http/directives.ts";
import { getConflicts } from "./http/get-conflicts.ts";
import { getForecast } from "./http/get-forecast.ts";
import { getHealth } from "./http/get-health.ts";
import { getProgress } from "./http/get-progress.ts";
import { getRecords } from "./http/get-records.ts";
import { getReplicas } from "./http/get-replicas.ts";
import { getDrawnList, getRound, getRounds } from "./http/get-rounds.ts";
import { getSegments } from "./http/get-segments.ts";
import { haveTips } from "./http/have-tips.ts";
import { putSegments } from "./http/put-segments.ts";
import { serveApps, type BuiltApp } from "./http/serve-apps.ts";
import { watchProgress, type ProgressWatch } from "./http/watch-progress.ts";
import { comeFromOtherService, beginSignInAct, beginSignUpAct, getVisitor, goToOtherService, signIn, signOut, signUp } from "./http/sign-in.ts";
import { end, endRoleAct, getAudit, getStaff, giveRoleAct, invite, recover } from "./http/manage-staff.ts";
import { getReport, getReportFile, getReports, orderReport } from "./http/reports.ts";
import { getDictionary, getOpenCsv, getOpenJson } from "./http/open-data.ts";
import { showPublicPage } from "./http/public-page.ts";
import { askForHelp, getHelpRequests, stepHelp } from "./http/help-requests.ts";
import { copyModel, getModels, getModelSessions, planModel, tagSession } from "./http/local-models.ts";
import { addNoticeAddress, endNoticeAddress, getNotices } from "./http/notices.ts";
import { getOwnTests, getTests } from "./http/whole-tests.ts";
import { importPeople } from "./http/import-people.ts";
import { correctPerson, erasePersonAct, exportPerson, findPeople, getPerson, getRequests, giveConsent, restrictPerson, settleRequest, takeRequest, withdrawConsent } from "./http/rights-desk.ts";
import { guard } from "./identity/guard.ts";
import { rowOf, type Row } from "./identity/policy.ts";
import { relayEnrolment } from "./hub/relay-enrolment.ts";
import { noDashboardHere, showStation } from "./hub/station-page.ts";
import { compareDigests, takeReport } from "./nation/take-report.ts";
import { showProvinces, showTip } from "./nation/show-provinces.ts";
import type { CommonServices, HubServices, NationServices, Services } from "./services.ts";

/** Each has its row in `identity/policy.ts`. */
export type Route<Given = Services> = {
  readonly method: "get" | "post";
  readonly path: string;
  readonly act: (services: Given) => Handler;
  readonly summary: string;
  /** Name of a read model in contract/reports, or a media type. */
  readonly answers: string;
};

const exchangeRoutes = [
  { method: "post", path: "/sync/have", act: haveTips, answers: "application/cbor", summary: "Compare tips of replicas with what this store holds" },
  { method: "post", path: "/sync/put", act: putSegments, answers: "application/cbor", summary: "Put segments, each judged alone, any number of times" },
  { method: "get", path: "/sync/get", act: getSegments, answers: "application/cbor", summary: "Segments of one replica after a tip (?replica=&after=)" },
] as const;

const health = { method: "get", path: "/api/health", answers: "application/json", summary: "Whether the store answers" } as const;

export function createApp(services: Services, watch: ProgressWatch, apps: readonly BuiltApp[]): Hono {
  return appOf<Services>([
    ...exchangeRoutes,
    { method: "post", path: "/sync/enrol", act: enrolByRequest, answers: "application/cbor", summary: "Ask to be enrolled; answers with a certificate of the province" },
    { method: "get", path: "/api/progress", act: getProgress, answers: "ProvinceProgress", summary: "The four numbers of the province and its communes (?boundaries=&knownOn=)" },
    { method: "get", path: "/api/progress/stream", act: watchProgress(watch), answers: "text/event-stream", summary: "progress-changed events, within a second of the change" },
    { method: "get", path: "/api/units", act: findUnits, answers: "UnitMatches", summary: "Units by an old or new name, with or without diacritics (?q=)" },
    { method: "get", path: "/api/units/:unit/progress", act: getCommuneProgress, answers: "CommuneProgress", summary: "One commune, the former communes it was made of, its hamlets" },
    { method: "get", path: "/api/records", act: getRecords, answers: "FactRecords", summary: "The records a figure stands on (?unit=&group=&measure=&after=)" },
    { method: "get", path: "/api/certifying-items", act: getCertifyingItems, answers: "CertifyingBank", summary: "What certifying tests ask, without keys" },
    { method: "get", path: "/api/tests", act: getTests, answers: "TestRecords", summary: "Whole tests of people of a unit as the server scored them, those that do not fit their facts first (?unit=)" },
    { method: "post", path: "/api/tests/own", act: getOwnTests, answers: "OwnTests", summary: "What was made of the tests taken on the phone that signs" },
    { method: "get", path: "/api/item-parameters", act: getItemParameters, answers: "ItemParameterSet", summary: "Parameters of certifying items as one calibration left them, with their digest (?version=)" },
    { method: "get", path: "/api/calibration", act: getCalibration, answers: "CalibrationReport", summary: "When items were last calibrated, and what is known of each (?version=)" },
    { method: "post", path: "/api/calibration/night", act: chooseNight, answers: "application/json", summary: "At which time of night items are calibrated" },
    { method: "get", path: "/api/conflicts", act: getConflicts, answers: "RecordConflicts", summary: "Records that were changed in two places at once, for a person to decide" },
    { method: "get", path: "/api/replicas", act: getReplicas, answers: "ReplicasToDecide", summary: "How many phones and hubs there are, and those that wait for a person" },
    { method: "get", path: "/api/forecast", act: getForecast, answers: "Forecasts", summary: "How near each target will come by its day, and what it would take (?unit=)" },
    { method: "get", path: "/api/rounds", act: getRounds, answers: "Rounds", summary: "Sampling rounds, the newest first" },
    { method: "post", path: "/api/rounds", act: planRound, answers: "RoundDecided", summary: "Plan a round; its seed is made and its hash shown" },
    { method: "get", path: "/api/rounds/:round", act: getRound, answers: "RoundReport", summary: "One round: progress, estimates, triage, records against re-tests, cases" },
    { method: "get", path: "/api/rounds/:round/lists/:unit", act: getDrawnList, answers: "DrawnList", summary: "Whom to visit in one commune, in the order of the draw" },
    { method: "post", path: "/api/rounds/:round/draw", act: drawRound, answers: "RoundDecided", summary: "Draw the lists and publish their hashes, once" },
    { method: "post", path: "/api/rounds/:round/close", act: closeRound, answers: "RoundDecided", summary: "Take no more re-tests and show the seed" },
    { method: "post", path: "/api/rounds/:round/cases", act: openCase, answers: "RoundDecided", summary: "Invite a commune whose re-tests differ from its records" },
    { method: "post", path: "/api/rounds/:round/cases/:case", act: answerCase, answers: "RoundDecided", summary: "What the commune says, or the office found" },
    { method: "get", path: "/api/units/:unit/reports", act: getReports, answers: "WrittenReports", summary: "Reports of the province or a commune as they were kept" },
    { method: "post", path: "/api/units/:unit/reports", act: orderReport, answers: "WrittenReport", summary: "Write a report by order, on any boundaries there have been" },
    { method: "get", path: "/api/units/:unit/reports/:report", act: getReport, answers: "WrittenReport", summary: "One report, with every number of its files" },
    { method: "get", path: "/api/units/:unit/reports/:report/:format", act: getReportFile, answers: "application/octet-stream", summary: "The same as docx or xlsx" },
    { method: "get", path: "/api/open-data/figures.csv", act: getOpenCsv, answers: "text/csv", summary: "Open data: the four numbers by unit, group and map; what is not told is marked" },
    { method: "get", path: "/api/open-data/figures.json", act: getOpenJson, answers: "OpenData", summary: "The same as JSON" },
    { method: "get", path: "/api/open-data/dictionary.json", act: getDictionary, answers: "DataDictionary", summary: "What each column of the open data means" },
    { method: "get", path: "/cong-khai", act: showPublicPage, answers: "text/html", summary: "The province's progress for everybody, on one page" },
    { method: "get", path: "/api/directives", act: getDirectives, answers: "Directives", summary: "Directives that concern whoever asks, those that ask for something first" },
    { method: "post", path: "/api/directives", act: issueDirective, answers: "MovementDecided", summary: "Issue a directive: a task for each commune that it names" },
    { method: "post", path: "/api/directives/documents", act: keepDocument, answers: "DocumentKept", summary: "Keep the document of a directive, by its SHA-256" },
    { method: "get", path: "/api/directives/:directive", act: getDirective, answers: "DirectiveReport", summary: "One directive: who has answered, and how far each commune is by facts" },
    { method: "get", path: "/api/directives/:directive/document", act: getDocument, answers: "application/octet-stream", summary: "Its document, to be saved" },
    { method: "post", path: "/api/directives/:directive/answers", act: answerDirective, answers: "MovementDecided", summary: "A commune takes it up, or asks" },
    { method: "post", path: "/api/directives/:directive/remind", act: remindOfDirective, answers: "MovementDecided", summary: "Remind the communes that have not answered" },
    { method: "post", path: "/api/directives/:directive/end", act: endDirective, answers: "MovementDecided", summary: "It is done, or withdrawn" },
    { method: "get", path: "/api/campaigns", act: getCampaigns, answers: "Campaigns", summary: "Campaigns that concern whoever asks, the newest first; with what one may be planned from" },
    { method: "post", path: "/api/campaigns", act: planCampaign, answers: "MovementDecided", summary: "Plan a campaign of 30, 44 or 100 days with quotas by type of commune" },
    { method: "get", path: "/api/campaigns/:campaign", act: getCampaign, answers: "CampaignReport", summary: "One day of a campaign: as facts stand now, or as it stood at 20:00 (?day=)" },
    { method: "get", path: "/api/help-requests", act: getHelpRequests, answers: "HelpRequests", summary: "Who asked for help in a unit, for whom nobody came, and the nearest free helpers with the reason (?unit=)" },
    { method: "post", path: "/api/help-requests", act: askForHelp, answers: "MovementDecided", summary: "Ask for somebody who came to the desk (?unit=)" },
    { method: "post", path: "/api/help-requests/:request/steps", act: stepHelp, answers: "MovementDecided", summary: "Who goes, that it was done, that the person says so (?unit=)" },
    { method: "get", path: "/api/local-models", act: getModels, answers: "LocalModels", summary: "Local models of every commune, and the library" },
    { method: "post", path: "/api/local-models", act: planModel, answers: "MovementDecided", summary: "Plan a local model in hamlets of a commune" },
    { method: "post", path: "/api/local-models/:model/copy", act: copyModel, answers: "MovementDecided", summary: "Do in one's own hamlets what another commune does" },
    { method: "get", path: "/api/local-models/:model/sessions", act: getModelSessions, answers: "ModelSessions", summary: "Sessions held in its hamlets on its days" },
    { method: "post", path: "/api/local-models/:model/sessions", act: tagSession, answers: "MovementDecided", summary: "A session belongs to it" },
    { method: "get", path: "/api/notices", act: getNotices, answers: "Notices", summary: "What waits for whoever asks, and how they are told" },
    { method: "post", path: "/api/notices/addresses", act: addNoticeAddress, answers: "application/json", summary: "Be told by Web Push, SMS or Zalo that something waits" },
    { method: "post", path: "/api/notices/addresses/end", act: endNoticeAddress, answers: "application/json", summary: "Be told there no more" },
    { method: "get", path: "/api/credentials/issuer", act: getCredentialIssuer, answers: "CredentialIssuer", summary: "Keys and lists of revoked credentials, for phones that check codes without a network" },
    { method: "get", path: "/api/credentials/status/:list", act: getStatusList, answers: "application/vc+jwt", summary: "A Bitstring Status List, signed" },
    { method: "post", path: "/api/credentials/own", act: getOwnCredentials, answers: "OwnCredentials", summary: "Credentials of the persons that the asking phone first wrote about; what was earned is issued" },
    { method: "get", path: "/api/credentials/:id", act: getCredential, answers: "application/vc", summary: "One record as an Open Badges 3.0 credential, by its random id; also as vc+jwt" },
    { method: "get", path: "/.well-known/did.json", act: getDidDocument, answers: "application/json", summary: "The issuer as did:web" },
    { method: "get", path: "/.well-known/jwks.json", act: getJwks, answers: "application/json", summary: "The issuer's keys as a JWK set" },
    { ...health, act: getHealth },
    { method: "get", path: "/api/me", act: getVisitor, answers: "Visitor", summary: "Who is asking, and what they may ask for" },
    { method: "post", path: "/api/sign-in/begin", act: beginSignInAct, answers: "application/json", summary: "Options for a browser to ask for a passkey" },
    { method: "post", path: "/api/sign-in", act: signIn, answers: "application/json", summary: "Sign in with the passkey that was shown" },
    { method: "post", path: "/api/sign-up/begin", act: beginSignUpAct, answers: "application/json", summary: "With a one-time code: options for a browser to make a passkey" },
    { method: "post", path: "/api/sign-up", act: signUp, answers: "application/json", summary: "Keep the passkey that was made, use up the code, and sign in" },
    { method: "post", path: "/api/sign-out", act: signOut, answers: "application/json", summary: "End this session" },
    { method: "get", path: "/api/other-service", act: goToOtherService, answers: "text/html", summary: "To the other service that people may sign in with (?code= of an invitation)" },
    { method: "get", path: "/api/other-service/return", act: comeFromOtherService, answers: "text/html", summary: "Back from there, signed in" },
    { method: "get", path: "/api/staff", act: getStaff, answers: "StaffList", summary: "Who works here, in which roles" },
    { method: "post", path: "/api/staff", act: invite, answers: "OneTimeLink", summary: "Invite somebody into a role, for a unit, from a day to a day" },
    { method: "post", path: "/api/staff/:staff/roles", act: giveRoleAct, answers: "application/json", summary: "Give one more role" },
    { method: "post", path: "/api/staff/:staff/roles/end", act: endRoleAct, answers: "application/json", summary: "End a role" },
    { method: "post", path: "/api/staff/:staff/recover", act: recover, answers: "OneTimeLink", summary: "A one-time link for who lost their device; the old ways end" },
    { method: "post", path: "/api/staff/:staff/end", act: end, answers: "application/json", summary: "Let somebody go: they are signed out everywhere and come in no more" },
    { method: "post", path: "/api/people/imports", act: importPeople, answers: "ListJudged", summary: "An .xlsx list of a commune's people: tried, kept, or its bad rows handed back (?unit=&mode=&same=&other=)" },
    { method: "post", path: "/api/people/find", act: findPeople, answers: "PeopleFound", summary: "Whoever in a unit has this name, with or without marks (?unit=)" },
    { method: "get", path: "/api/people/:person", act: getPerson, answers: "PersonRecord", summary: "All that is held of somebody" },
    { method: "get", path: "/api/people/:person/export", act: exportPerson, answers: "application/json", summary: "The same, with every fact as it was written, as a file to take away" },
    { method: "post", path: "/api/people/:person/correct", act: correctPerson, answers: "application/json", summary: "Correct what is held of somebody" },
    { method: "post", path: "/api/people/:person/consents", act: giveConsent, answers: "application/json", summary: "Write down what somebody agreed to" },
    { method: "post", path: "/api/people/:person/consents/withdraw", act: withdrawConsent, answers: "application/json", summary: "Write down that they agree no more" },
    { method: "post", path: "/api/people/:person/restrict", act: restrictPerson, answers: "application/json", summary: "Only keep somebody's data and use them no more, or use them again" },
    { method: "post", path: "/api/people/:person/erase", act: erasePersonAct, answers: "application/json", summary: "Erase somebody, for good" },
    { method: "post", path: "/api/people/:person/requests", act: takeRequest, answers: "application/json", summary: "Write down what somebody asks about their own data: the clocks begin" },
    { method: "post", path: "/api/people/served", act: getPeopleServed, answers: "PeopleServed", summary: "Signed by an ambassador's phone: the people its holder serves, and nobody else" },
    { method: "get", path: "/api/ambassadors", act: getAmbassadors, answers: "Ambassadors", summary: "Who offered to help in a commune, and who is appointed (?unit=)" },
    { method: "post", path: "/api/ambassadors/appoint", act: appointAmbassador, answers: "application/json", summary: "Appoint whoever applied, for places and until a day, with a badge (?unit=)" },
    { method: "post", path: "/api/ambassadors/end", act: endAmbassador, answers: "application/json", summary: "End an appointment: the badge is taken back, the phone is sent nobody more (?unit=)" },
    { method: "get", path: "/api/rights-requests", act: getRequests, answers: "RightsRequests", summary: "What people of a unit asked about their own data, and by when (?unit=)" },
    { method: "post", path: "/api/rights-requests/settle", act: settleRequest, answers: "application/json", summary: "A request was answered, put off once, or done (?unit=)" },
    { method: "get", path: "/api/audit", act: getAudit, answers: "AuditTrail", summary: "Who looked at or changed what of whom (?person=&before=)" },
  ], services, apps, (row) => guard(row, services));
}

export function createHubApp(services: HubServices, addresses: () => readonly string[], apps: readonly BuiltApp[]): Hono {
  return appOf<HubServices>([
    ...exchangeRoutes,
    { method: "post", path: "/sync/enrol", act: relayEnrolment, answers: "application/cbor", summary: "Ask the province, through this hub, to be enrolled" },
    { method: "get", path: "/tram/", act: showStation(addresses), answers: "text/html", summary: "What this hub holds, and how much of it the province has signed for" },
    { method: "get", path: "/tram", act: showStation(addresses), answers: "text/html", summary: "The same" },
    { method: "get", path: "/bang-dieu-hanh/*", act: noDashboardHere, answers: "text/html", summary: "Where the dashboard is" },
    { ...health, act: getHealth },
  ], services, apps);
}

export function createNationApp(services: NationServices): Hono {
  return appOf<NationServices>([
    { method: "post", path: "/nation/digests", act: compareDigests, answers: "application/cbor", summary: "Digests of a province's logs by bucket; answers with the buckets to report" },
    { method: "post", path: "/nation/report", act: takeReport, answers: "application/cbor", summary: "Ends of logs and counts, signed by a province's store" },
    { method: "get", path: "/api/provinces", act: showProvinces, answers: "application/json", summary: "The four numbers of each province, as of when, and how many logs it lost" },
    { method: "get", path: "/api/provinces/:unit/tips/:hash", act: showTip, answers: "application/json", summary: "Whether the province ever reported this segment as the end of a log" },
  ], services, []);
}

/** @param guardOf what stands before an act; absent: everything that this role has is open to everybody. */
function appOf<Given extends CommonServices>(routes: readonly Route<Given>[], services: Given, apps: readonly BuiltApp[], guardOf?: (row: Row) => MiddlewareHandler): Hono {
  const app = new Hono();
  app.use("/sync/*", allowLan);
  const described: readonly Route<Given>[] = [
    ...routes,
    { method: "get", path: "/api/openapi.json", act: describeApi(routes), answers: "application/json", summary: "This list for programs" },
    { method: "get", path: "/api/docs", act: showApi(routes), answers: "text/html", summary: "This list for people" },
  ];
  for (const { method, path, act } of described) {
    const row = rowOf({ method, path });
    if (guardOf === undefined && row.may !== "everybody") throw new Error(`nobody can sign in here, and ${path} is not for everybody`);
    const handlers = guardOf === undefined ? [act(services)] : [guardOf(row), act(services)];
    app.on(method, [path], ...handlers);
  }
  app.get("*", serveApps(apps)(services));
  return app;
}
