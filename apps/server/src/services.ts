/** What every act of the server may use; made once, where the program opens its role, and given to each. */
import type { CalibrationPolicy, CampaignPolicy, CertifyingItem, CredentialPolicy, DataRightsPolicy, EnrolmentPolicy, EvidenceLadder, Framework, Item, LocalModelLibrary, ReportPolicy, Target, VneidListPolicy } from "@hocvuso/contract";
import type { CapabilityPolicy } from "@hocvuso/domain/measurement";
import type { UnitRegister } from "@hocvuso/domain/units";
import type { Primitives, Reader, ReplicaKey } from "@hocvuso/journal";
import type { Hono } from "hono";
import type { Upstream } from "./hub/upstream.ts";
import type { Notices } from "./notices/open-channels.ts";
import type { OtherService } from "./identity/other-service.ts";
import type { Database } from "./postgres/database.ts";
import type { Simulators } from "./projections/read-facts.ts";

/** What each role has. */
export type CommonServices = {
  readonly database: Database;
  readonly primitives: Primitives;
  /** ms since 1970. */
  readonly now: () => number;
  readonly log: (line: string) => void;
};

/** Of a province, which counts. */
export type Services = CommonServices & {
  readonly level: 1;
  /** Signs receipts. */
  readonly storeKey: ReplicaKey;
  /** Signs certificates and revocations. */
  readonly authority: ReplicaKey;
  /** Open what phones sealed. */
  readonly readers: readonly Reader[];
  /** With their keys, which leave this store in no answer. `version`: 8 hexadecimal digits of the hash of all of it. */
  readonly certifying: { readonly version: string; readonly items: readonly CertifyingItem[] };
  /** Practice questions, which phones hold with their keys. */
  readonly practice: readonly Item[];
  /** By which certifying items are told apart. */
  readonly framework: Framework;
  readonly calibration: CalibrationPolicy;
  readonly enrolment: EnrolmentPolicy;
  readonly rights: DataRightsPolicy;
  /** 32 secret bytes by which people are found again without their names being written anywhere. */
  readonly indexKey: Uint8Array;
  /** Where the keys that sign credentials lie, and the list of those who were erased, beside the database. */
  readonly dataFolder: string;
  readonly policy: CapabilityPolicy;
  readonly ladder: EvidenceLadder;
  readonly credentials: CredentialPolicy;
  readonly reports: ReportPolicy;
  readonly vneidList: VneidListPolicy;
  readonly campaigns: CampaignPolicy;
  readonly localModels: LocalModelLibrary;
  /** Where everybody reaches this server, without a slash at its end: it stands on every card. */
  readonly address: string;
  readonly simulators: Simulators;
  readonly register: UnitRegister;
  readonly targets: readonly Target[];
  readonly signIn: SignInOptions;
  readonly notices: Notices;
};

/** How people of staff sign in. */
export type SignInOptions = {
  /** The public address; absent: only a browser on this machine may sign in. */
  readonly origin?: URL;
  readonly otherService?: OtherService;
};

/** Of a hub, which keeps and hands on: it can open nothing and certifies nobody. */
export type HubServices = CommonServices & {
  readonly level: 0;
  readonly storeKey: ReplicaKey;
  readonly upstream: Upstream;
};

/** Whoever answers in the exchange of segments. */
export type StoreServices = Services | HubServices;

/** Of the nation, which holds no segments. */
export type NationServices = CommonServices & {
  readonly register: UnitRegister;
  /** Authorities that the operator listed; empty: the first that speaks for a province is believed from then on. */
  readonly listedAuthorities: readonly Uint8Array[];
};

/** A role of the program, open: what it answers with, what it does once it can be reached, and how it ends. */
export type Running = {
  readonly app: Pick<Hono, "fetch">;
  ready(addresses: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};
