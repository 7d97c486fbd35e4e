/**
 * What the province certifies: the claims that a QR code carries, the record as an Open Badges 3.0 credential, and what a phone keeps to
 * check both without a network. Cards of paper hold these shapes for years: they may only grow.
 */
import { Type, type Static } from "typebox";
import { Text } from "./content.ts";
import { UnitId } from "./ids.ts";

const closed = { additionalProperties: false } as const;
const isoInstant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T.*Z$" });

/** `skill`: a skill record of a learner. `helper`: the badge of an ambassador. Their numbers on the wire are 1 and 2. */
export const CredentialKind = Type.Union([Type.Literal("skill"), Type.Literal("helper")]);
export type CredentialKind = Static<typeof CredentialKind>;

/** The rungs of `content/policies/evidence-ladder.json`, lowest first; on the wire the place in this list. `none` stands for a helper, of whom nothing was tested. */
export const evidenceLevels = ["none", "self-declared", "quiz", "simulator-without-hints", "observed", "independent-retest"] as const;
export type EvidenceLevel = (typeof evidenceLevels)[number];
export const EvidenceLevel = Type.Union([
  Type.Literal("none"), Type.Literal("self-declared"), Type.Literal("quiz"), Type.Literal("simulator-without-hints"), Type.Literal("observed"), Type.Literal("independent-retest"),
]);

/** Names an achievement of `content/policies/credentials.json` for good. */
export const AchievementId = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 24 });

/** First 4 bytes of the SHA-256 of an issuer's public key, as 8 hexadecimal digits. */
export const IssuerKeyId = Type.String({ pattern: "^[0-9a-f]{8}$" });

/** Entries of one status list: the smallest that the Bitstring Status List standard allows (W3C 2025, 16 kB). */
export const STATUS_LIST_ENTRIES = 131_072;

/** Where the credential's one bit stands. Lists are numbered epoch × 256 upwards, so that a store put back to a backup uses no place twice. */
const statusPlace = { list: Type.Integer({ minimum: 1, maximum: 65_535 }), index: Type.Integer({ minimum: 0, maximum: STATUS_LIST_ENTRIES - 1 }) };

/** All that a code says. Seconds since 1970 UTC. */
export const CredentialClaims = Type.Object({
  kind: CredentialKind,
  achievement: AchievementId,
  evidence: EvidenceLevel,
  ...statusPlace,
  issuedAtS: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }),
  expiresAtS: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }),
  /** As the holder wants to be called: only where somebody of the province saw who they are. What does not fit into a code is refused when it is issued. */
  holder: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  /** Of a helper: where they help. */
  place: Type.Optional(UnitId),
}, closed);
export type CredentialClaims = Static<typeof CredentialClaims>;

const url = Type.String({ pattern: "^https?://" });
const described = { name: Type.String({ minLength: 1 }), description: Type.String({ minLength: 1 }) };

const record = {
  "@context": Type.Tuple([Type.Literal("https://www.w3.org/ns/credentials/v2"), Type.Literal("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")]),
  id: url,
  type: Type.Tuple([Type.Literal("VerifiableCredential"), Type.Literal("OpenBadgeCredential")]),
  ...described,
  issuer: Type.Object({ id: Type.String({ pattern: "^did:web:" }), type: Type.Tuple([Type.Literal("Profile")]), name: Type.String({ minLength: 1 }), url }, closed),
  validFrom: isoInstant,
  validUntil: isoInstant,
  credentialSubject: Type.Object({
    id: Type.String({ pattern: "^urn:uuid:" }),
    type: Type.Tuple([Type.Literal("AchievementSubject")]),
    achievement: Type.Object({
      id: url,
      type: Type.Tuple([Type.Literal("Achievement")]),
      achievementType: Type.Union([Type.Literal("Achievement"), Type.Literal("Badge")]),
      ...described,
      criteria: Type.Object({ id: url, narrative: Type.String({ minLength: 1 }) }, closed),
    }, closed),
  }, closed),
  evidence: Type.Tuple([Type.Object({ id: url, type: Type.Tuple([Type.Literal("Evidence")]), ...described }, closed)]),
  credentialStatus: Type.Object({
    id: url, type: Type.Literal("BitstringStatusListEntry"), statusPurpose: Type.Literal("revocation"), statusListIndex: Type.String({ pattern: "^[0-9]+$" }), statusListCredential: url,
  }, closed),
};

/** An Open Badges 3.0 `OpenBadgeCredential` (VC 2.0), as this program writes it; every node has an id, so that its canonical form needs no blank nodes. */
export const SkillRecord = Type.Object(record, closed);
export type SkillRecord = Static<typeof SkillRecord>;

/** An `eddsa-rdfc-2022` proof (W3C Data Integrity EdDSA Cryptosuites 1.0). */
export const RecordProof = Type.Object({
  type: Type.Literal("DataIntegrityProof"), cryptosuite: Type.Literal("eddsa-rdfc-2022"), created: isoInstant,
  verificationMethod: Type.String({ pattern: "^did:web:" }), proofPurpose: Type.Literal("assertionMethod"), proofValue: Type.String({ pattern: "^z" }),
}, closed);
export type RecordProof = Static<typeof RecordProof>;

/** POST /api/credentials/own: what the asking phone may show for the persons it wrote about. `record` is good for any program that reads Open Badges. */
export const OwnCredentials = Type.Object({
  credentials: Type.Array(Type.Object({
    claims: CredentialClaims,
    /** The text of the QR code. */
    code: Type.String(),
    record: Type.Object({ ...record, proof: RecordProof }, closed),
    /** The same record as `vc+jwt`. */
    jwt: Type.String(),
  }, closed)),
}, closed);
export type OwnCredentials = Static<typeof OwnCredentials>;

/** GET /api/credentials/issuer: all that a phone keeps to check codes without a network. */
export const CredentialIssuer = Type.Object({
  /** When the lists were true. */
  asOf: isoInstant,
  did: Type.String({ pattern: "^did:web:" }),
  name: Text,
  keys: Type.Array(Type.Object({
    id: IssuerKeyId,
    /** Ed25519, base64url. */
    publicKey: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" }),
    signsFrom: isoInstant,
    /** Absent: it signs today. */
    signsUntil: Type.Optional(isoInstant),
    /** Nothing it signed is believed any more. */
    isWithdrawn: Type.Optional(Type.Boolean()),
  }, closed)),
  /** `encodedList` of the Bitstring Status List: "u", then base64url of the gzipped bits. */
  statusLists: Type.Array(Type.Object({ list: statusPlace.list, encodedList: Type.String({ pattern: "^u[A-Za-z0-9_-]+$" }) }, closed)),
}, closed);
export type CredentialIssuer = Static<typeof CredentialIssuer>;

/** Shapes on cards, in wallets and kept by phones: pinned with the rest of the contract. */
export const credentialSchemas = { CredentialClaims, SkillRecord, RecordProof, OwnCredentials, CredentialIssuer } as const;
