/** What every act of the server may use; made once, in main.ts, and given to each. */
import type { Target } from "@hocvuso/contract";
import type { CapabilityPolicy } from "@hocvuso/domain/measurement";
import type { UnitRegister } from "@hocvuso/domain/units";
import type { Primitives, ReplicaKey } from "@hocvuso/journal";
import type { Database } from "./postgres/database.ts";
import type { Simulators } from "./projections/read-facts.ts";

export type Services = {
  readonly database: Database;
  readonly primitives: Primitives;
  /** Signs receipts. */
  readonly storeKey: ReplicaKey;
  readonly policy: CapabilityPolicy;
  readonly simulators: Simulators;
  readonly register: UnitRegister;
  readonly targets: readonly Target[];
  /** ms since 1970. */
  readonly now: () => number;
  readonly log: (line: string) => void;
};
