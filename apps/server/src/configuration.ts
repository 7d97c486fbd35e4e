/** What the operator chose, by words after the command and by environment: read once, refused plainly. */
import { isAbsolute, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fromHex } from "@hocvuso/journal";
import type { OtherService } from "./identity/other-service.ts";
import type { NoticeOptions } from "./notices/open-channels.ts";

export type Role = "province" | "hub" | "nation";

export type Configuration = {
  readonly role: Role;
  readonly port: number;
  readonly host: string;
  /** The database, the store's key and logs of this installation. */
  readonly dataFolder: string;
  /** The operator's own PostgreSQL; absent: the embedded one. */
  readonly databaseUrl?: string;
  /** Sample people loaded into an empty store at the first start; 0 for a province that begins with real ones. */
  readonly samplePeople: number;
  /** Of a province: where everybody reaches it, without a slash at its end. It stands on every card, so it should be for good. */
  readonly address: string;
  /** Of a hub: the store it hands on to. */
  readonly upstream?: URL;
  /** Of a province: the nation it reports to. */
  readonly nation?: URL;
  /** How often a hub meets its upstream, or a province its nation, while nothing new calls for it. Seconds. */
  readonly meetEveryS: number;
  /** Of a nation: public keys of the provinces' authorities; none: whoever comes first. */
  readonly listedAuthorities: readonly Uint8Array[];
  /** The same where somebody chose it: passkeys are bound to it. Absent: people of staff sign in on this machine only. */
  readonly origin?: URL;
  /** Of a province: another service that people of staff may sign in with. */
  readonly otherService?: OtherService;
  /** Of a province: SMS and Zalo, where the operator has a contract. */
  readonly notices: NoticeOptions;
  /** Files in PEM; absent: plain http. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
};

export const projectFolder = resolve(import.meta.dirname, "../../..");

/** The year of the first Bình dân học vụ; the other roles beside it, so that all three can be tried on one machine. */
const ports = { province: 1945, hub: 1946, nation: 1947 } as const;
const folders = { province: ".data", hub: ".data-hub", nation: ".data-nation" } as const;
const hosts = { province: "127.0.0.1", hub: "0.0.0.0", nation: "127.0.0.1" } as const;
const meetEveryS = { province: 3_600, hub: 30, nation: 3_600 } as const;

/** An empty value: it is missing. */
export type ConfigurationRefused = { readonly variable: string; readonly value: string };

/** @param words such as `hub --upstream URL`; each also has its variable: ROLE, ADDRESS, UPSTREAM, NATION, TRUST, TLS_CERT, TLS_KEY. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>, words: readonly string[] = []): Configuration | ConfigurationRefused {
  let given: ReturnType<typeof parseWords>;
  try {
    given = parseWords(words);
  } catch {
    return { variable: "npm start --", value: words.join(" ") };
  }
  const { values, positionals: [word, ...more] } = given;
  const role = roleOf(word ?? env["ROLE"]);
  if (role === undefined || more.length > 0) return { variable: word === undefined ? "ROLE" : "npm start --", value: [word ?? env["ROLE"], ...more].join(" ") };
  const port = wholeNumber(env["PORT"], { otherwise: ports[role], most: 65_535 });
  if (port === undefined) return { variable: "PORT", value: env["PORT"] ?? "" };
  const samplePeople = wholeNumber(env["SAMPLE_PEOPLE"], { otherwise: 20_000, most: 2_000_000 });
  if (samplePeople === undefined) return { variable: "SAMPLE_PEOPLE", value: env["SAMPLE_PEOPLE"] ?? "" };
  const everyS = wholeNumber(env["MEET_EVERY_S"], { otherwise: meetEveryS[role], least: 1, most: 86_400 });
  if (everyS === undefined) return { variable: "MEET_EVERY_S", value: env["MEET_EVERY_S"] ?? "" };
  const databaseUrl = env["DATABASE_URL"];
  if (databaseUrl !== undefined && databaseUrl !== "" && !URL.canParse(databaseUrl)) return { variable: "DATABASE_URL", value: databaseUrl };
  const upstream = webAddress(values.upstream ?? env["UPSTREAM"]);
  if (upstream === "refused" || (role === "hub") !== (upstream !== undefined)) return { variable: "--upstream", value: values.upstream ?? env["UPSTREAM"] ?? "" };
  const nation = webAddress(values.nation ?? env["NATION"]);
  if (nation === "refused" || (role !== "province" && nation !== undefined)) return { variable: "--nation", value: values.nation ?? env["NATION"] ?? "" };
  const address = webAddress(values.address ?? env["ADDRESS"]);
  if (address === "refused" || (address !== undefined && (address.pathname !== "/" || address.search + address.hash !== ""))) return { variable: "--address", value: values.address ?? env["ADDRESS"] ?? "" };
  const trust = values.trust ?? (env["TRUST"] ?? "").split(/[\s,]+/).filter((text) => text !== "");
  const strange = trust.find((text) => !/^(?:[0-9a-f]{64}|04[0-9a-f]{128})$/.test(text));
  if (strange !== undefined || (role !== "nation" && trust.length > 0)) return { variable: "--trust", value: strange ?? trust.join(" ") };
  const [certificateFile, keyFile] = [values.cert ?? env["TLS_CERT"] ?? "", values.key ?? env["TLS_KEY"] ?? ""];
  if ((certificateFile === "") !== (keyFile === "")) return { variable: certificateFile === "" ? "--cert" : "--key", value: "" };
  const issuer = webAddress(env["OIDC_ISSUER"]);
  if (issuer === "refused") return { variable: "OIDC_ISSUER", value: env["OIDC_ISSUER"] ?? "" };
  const [clientId, clientSecret] = [env["OIDC_CLIENT_ID"] ?? "", env["OIDC_CLIENT_SECRET"] ?? ""];
  if (issuer !== undefined && (clientId === "" || clientSecret === "")) return { variable: clientId === "" ? "OIDC_CLIENT_ID" : "OIDC_CLIENT_SECRET", value: "" };
  const notices = noticeOptions(env);
  if ("variable" in notices) return notices;
  const folder = env["DATA_FOLDER"] ?? folders[role];
  return {
    role, port, samplePeople, address: address?.origin ?? `http://localhost:${port}`, meetEveryS: everyS,
    host: env["HOST"] ?? hosts[role], notices,
    dataFolder: isAbsolute(folder) ? folder : resolve(projectFolder, folder),
    listedAuthorities: trust.map(fromHex),
    ...(databaseUrl === undefined || databaseUrl === "" ? {} : { databaseUrl }),
    ...(upstream === undefined ? {} : { upstream }),
    ...(nation === undefined ? {} : { nation }),
    ...(address === undefined ? {} : { origin: address }),
    ...(issuer === undefined ? {} : { otherService: { name: env["OIDC_NAME"] ?? issuer.hostname, issuer, clientId, clientSecret } }),
    ...(certificateFile === "" ? {} : { tls: { certificateFile: resolve(certificateFile), keyFile: resolve(keyFile) } }),
  };
}

/** All of a channel's variables, or none of them. */
function noticeOptions(env: Readonly<Record<string, string | undefined>>): NoticeOptions | ConfigurationRefused {
  const given = (...names: readonly string[]) => names.map((name) => env[name] ?? "");
  const [apiKey = "", secretKey = "", brandName = ""] = given("ESMS_API_KEY", "ESMS_SECRET_KEY", "ESMS_BRAND_NAME");
  const [accessToken = "", templateId = ""] = given("ZALO_ACCESS_TOKEN", "ZALO_TEMPLATE_ID");
  const missing = [[["ESMS_API_KEY", apiKey], ["ESMS_SECRET_KEY", secretKey], ["ESMS_BRAND_NAME", brandName]], [["ZALO_ACCESS_TOKEN", accessToken], ["ZALO_TEMPLATE_ID", templateId]]]
    .flatMap((variables) => (variables.some(([, value]) => value !== "") ? variables.filter(([, value]) => value === "") : []))[0];
  if (missing?.[0] !== undefined) return { variable: missing[0], value: "" };
  return { ...(apiKey === "" ? {} : { sms: { apiKey, secretKey, brandName } }), ...(accessToken === "" ? {} : { zalo: { accessToken, templateId } }) };
}

function parseWords(words: readonly string[]) {
  return parseArgs({
    args: [...words], allowPositionals: true,
    options: { address: { type: "string" }, upstream: { type: "string" }, nation: { type: "string" }, trust: { type: "string", multiple: true }, cert: { type: "string" }, key: { type: "string" } },
  });
}

function roleOf(text: string | undefined): Role | undefined {
  if (text === undefined || text === "") return "province";
  return (["province", "hub", "nation"] as const).find((role) => role === text);
}

function webAddress(text: string | undefined): URL | "refused" | undefined {
  if (text === undefined || text === "") return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : "refused";
}

function wholeNumber(text: string | undefined, { otherwise, least = 0, most }: { readonly otherwise: number; readonly least?: number; readonly most: number }): number | undefined {
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}
