/** What every act of the server may use; made once, in main.ts, and given to each. */
import type { EnrolmentPolicy, Target } from "@hocvuso/contract";
import type { CapabilityPolicy } from "@hocvuso/domain/measurement";
import type { UnitRegister } from "@hocvuso/domain/units";
import type { DepotIdentity, Primitives, Reader, ReplicaKey } from "@hocvuso/journal";
import type { Database } from "./postgres/database.ts";
import type { Simulators } from "./projections/read-facts.ts";

export type Services = {
  readonly database: Database;
  readonly primitives: Primitives;
  /** 1: the province, which counts; 0: a hub, which keeps and hands on. */
  readonly level: DepotIdentity["level"];
  /** Signs receipts. */
  readonly storeKey: ReplicaKey;
  /** Signs certificates and revocations. */
  readonly authority: ReplicaKey;
  /** Open what phones sealed. */
  readonly readers: readonly Reader[];
  readonly enrolment: EnrolmentPolicy;
  readonly policy: CapabilityPolicy;
  readonly simulators: Simulators;
  readonly register: UnitRegister;
  readonly targets: readonly Target[];
  /** ms since 1970. */
  readonly now: () => number;
  readonly log: (line: string) => void;
};
