/**
 * The record as an Open Badges 3.0 credential, and its RDF in canonical form (RDFC-1.0, W3C 2024) for the proof `eddsa-rdfc-2022`. The shape is
 * ours and closed and every node in it has an id, so the canonical form is its sorted statements: no JSON-LD processor, no context is fetched.
 * That the statements are those of the contexts is tested against an independent processor.
 */
import type { CredentialClaims, RecordProof, SkillRecord } from "@hocvuso/contract";
import type { Achievement } from "./achievements.ts";

export type RecordGiven = {
  readonly claims: CredentialClaims;
  readonly achievement: Achievement;
  /** What a rung of the ladder is called, and what it says. */
  readonly rung: { readonly title: string; readonly sentence: string };
  /** Whose word it is not. Stands in every record. */
  readonly notice: string;
  /** Origin of the issuer's server, without a slash at its end. */
  readonly address: string;
  readonly issuerName: string;
  /** Two UUIDs; neither says anything about the person. */
  readonly credentialId: string;
  readonly subjectId: string;
};

export function didOf(address: string): string {
  const [, host = ""] = /^https?:\/\/([^/]+)/.exec(address) ?? [];
  return `did:web:${host.replace(":", "%3A")}`;
}

/** Without its proof. */
export function skillRecord({ claims, achievement, rung, notice, address, issuerName, credentialId, subjectId }: RecordGiven): SkillRecord {
  const id = `${address}/api/credentials/${credentialId}`;
  const achievementId = `${address}/api/credentials/achievements#${achievement.id}`;
  const list = `${address}/api/credentials/status/${claims.list}`;
  return {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    id,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: achievement.title.vi,
    description: notice,
    issuer: { id: didOf(address), type: ["Profile"], name: issuerName, url: address },
    validFrom: instant(claims.issuedAtS),
    validUntil: instant(claims.expiresAtS),
    credentialSubject: {
      id: `urn:uuid:${subjectId}`,
      type: ["AchievementSubject"],
      achievement: {
        id: achievementId,
        type: ["Achievement"],
        achievementType: claims.kind === "helper" ? "Badge" : "Achievement",
        name: achievement.title.vi,
        description: achievement.title.en,
        criteria: { id: `${achievementId}-criteria`, narrative: `${achievement.criteria.vi} / ${achievement.criteria.en}` },
      },
    },
    evidence: [{ id: `${id}#evidence`, type: ["Evidence"], name: rung.title, description: rung.sentence }],
    credentialStatus: { id: `${list}#${claims.index}`, type: "BitstringStatusListEntry", statusPurpose: "revocation", statusListIndex: String(claims.index), statusListCredential: list },
  };
}

/** N-Quads, sorted; what a processor makes of the record without its proof. */
export function recordStatements(record: SkillRecord): string {
  const { issuer, credentialSubject: subject, credentialStatus: status, evidence: [evidence] } = record;
  const { achievement } = subject;
  return sorted([
    a(record.id, `${VC}VerifiableCredential`), a(record.id, `${OB}OpenBadgeCredential`),
    ...described(record.id, record),
    to(record.id, `${VC}issuer`, issuer.id), to(record.id, `${VC}credentialSubject`, subject.id), to(record.id, `${VC}evidence`, evidence.id), to(record.id, `${VC}credentialStatus`, status.id),
    at(record.id, `${VC}validFrom`, record.validFrom), at(record.id, `${VC}validUntil`, record.validUntil),
    a(issuer.id, `${OB}Profile`), say(issuer.id, `${SCHEMA}name`, issuer.name), uri(issuer.id, `${SCHEMA}url`, issuer.url),
    a(subject.id, `${OB}AchievementSubject`), to(subject.id, `${OB}achievement`, achievement.id),
    a(achievement.id, `${OB}Achievement`), say(achievement.id, `${OB}achievementType`, achievement.achievementType),
    ...described(achievement.id, achievement),
    to(achievement.id, `${OB}Criteria`, achievement.criteria.id), say(achievement.criteria.id, `${OB}narrative`, achievement.criteria.narrative),
    a(evidence.id, `${OB}Evidence`), ...described(evidence.id, evidence),
    a(status.id, `${STATUS}BitstringStatusListEntry`), say(status.id, `${STATUS}statusPurpose`, status.statusPurpose),
    say(status.id, `${STATUS}statusListIndex`, status.statusListIndex), to(status.id, `${STATUS}statusListCredential`, status.statusListCredential),
  ]);
}

/** The same for the proof's own options; they have no id and are the one blank node. */
export function proofStatements({ created, verificationMethod, cryptosuite }: Omit<RecordProof, "proofValue">): string {
  const node = "_:c14n0";
  return sorted([
    `${node} <${RDF}type> <${SECURITY}DataIntegrityProof> .`,
    `${node} <${SECURITY}cryptosuite> ${literal(cryptosuite)}^^<${SECURITY}cryptosuiteString> .`,
    `${node} <http://purl.org/dc/terms/created> ${literal(created)}^^<${XSD}dateTime> .`,
    `${node} <${SECURITY}proofPurpose> <${SECURITY}assertionMethod> .`,
    `${node} <${SECURITY}verificationMethod> <${verificationMethod}> .`,
  ]);
}

const VC = "https://www.w3.org/2018/credentials#", STATUS = "https://www.w3.org/ns/credentials/status#", OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
const SCHEMA = "https://schema.org/", SECURITY = "https://w3id.org/security#", XSD = "http://www.w3.org/2001/XMLSchema#", RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

const a = (node: string, type: string) => to(node, `${RDF}type`, type);
const to = (node: string, property: string, other: string) => `<${node}> <${property}> <${other}> .`;
const say = (node: string, property: string, text: string) => `<${node}> <${property}> ${literal(text)} .`;
const at = (node: string, property: string, moment: string) => `<${node}> <${property}> ${literal(moment)}^^<${XSD}dateTime> .`;
/** With "https", as Open Badges' context has it. */
const uri = (node: string, property: string, address: string) => `<${node}> <${property}> ${literal(address)}^^<https://www.w3.org/2001/XMLSchema#anyURI> .`;
const described = (node: string, { name, description }: { readonly name: string; readonly description: string }) => [say(node, `${SCHEMA}name`, name), say(node, `${SCHEMA}description`, description)];

const escapes: Readonly<Record<string, string>> = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\" };

/** Canonical N-Quads (RDF 1.2 N-Quads §3): other control characters by their number. */
function literal(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is to be escaped
  return `"${text.replaceAll(/[\u0000-\u001f"\\\u007f]/g, (letter) => escapes[letter] ?? `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`)}"`;
}

/** By code points, as RDFC-1.0 asks. Two equal statements are one. */
function sorted(statements: readonly string[]): string {
  return [...new Set(statements)].sort(byCodePoints).map((statement) => `${statement}\n`).join("");
}

function byCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let place = 0; place < left.length && place < right.length; place++) {
    const difference = (left[place]?.codePointAt(0) ?? 0) - (right[place]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function instant(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
}
