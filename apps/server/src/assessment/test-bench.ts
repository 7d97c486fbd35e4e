/** From what tests are asked, with the keys: of today from content, of earlier versions from what was kept when they were today's. */
import type { CertifyingItem, Framework, Item, ItemId, Simulator, SimulatorId, TestPurpose, TestsPolicy } from "@hocvuso/contract";
import { certificationTest, placementTest, scoreOfPicked, taskSeed, type WholeTest } from "@hocvuso/domain/assessment";
import { replay } from "@hocvuso/domain/scenario";
import type { SimulatorFinished } from "@hocvuso/contract";
import type { Transaction } from "../postgres/database.ts";
import { simulatorName, type Simulators } from "../projections/read-facts.ts";

type BankContent = {
  readonly policy: TestsPolicy;
  readonly framework: Framework;
  readonly certifying: readonly CertifyingItem[];
  readonly practice: readonly Item[];
  readonly scoreSteps: Readonly<Record<string, number>>;
};

/** One bank under one policy. */
export type Bank = {
  readonly test: WholeTest;
  /** undefined: nobody can say, for there is no such thing to pick. */
  readonly scoreOf: (item: ItemId, picked: readonly string[]) => number | undefined;
  /** Likewise: acts are missing or do not fit, another simulator was played, or another variant than the test drew. */
  readonly scoreOfTask: (item: ItemId, run: SimulatorFinished, seed: number) => number | undefined;
};

export type TestBench = {
  readonly policy: TestsPolicy;
  readonly versions: Readonly<Record<TestPurpose, string>>;
  /** By purpose, bank and policy; undefined: this store never had it. */
  readonly bankOf: (tx: Transaction, asked: { readonly purpose: TestPurpose; readonly bank: string; readonly policy: string }) => Promise<Bank | undefined>;
  /** Keeps today's for the day on which they are no longer. */
  readonly keep: (tx: Transaction) => Promise<void>;
};

export function openTestBench(
  { policy, framework, certifying, practice, simulators, versions }: Omit<BankContent, "scoreSteps"> & { readonly simulators: Simulators; readonly versions: TestBench["versions"] },
): TestBench {
  const today: Readonly<Record<TestPurpose, BankContent>> = {
    placement: { policy, framework, certifying: [], practice, scoreSteps: {} },
    certification: { policy, framework, certifying, practice: [], scoreSteps: scoreStepsOf(certifying, simulators) },
  };
  const open = new Map<string, Bank>();
  const name = (purpose: TestPurpose, bank: string, of: string) => `${purpose}/${bank}/${of}`;
  const opened = (id: string, purpose: TestPurpose, content: BankContent): Bank => {
    const bank = open.get(id) ?? openBank(purpose, content, simulators);
    open.set(id, bank);
    return bank;
  };
  return {
    policy, versions,
    async bankOf(tx, { purpose, bank, policy: of }) {
      const id = name(purpose, bank, of);
      if (bank === versions[purpose] && of === policy.version) return opened(id, purpose, today[purpose]);
      const found = open.get(id);
      if (found !== undefined) return found;
      const { rows: [row] } = await tx.query<{ content: BankContent }>("SELECT content FROM test_bank WHERE (purpose, version, policy) = ($1, $2, $3)", [purpose, bank, of]);
      return row === undefined ? undefined : opened(id, purpose, row.content);
    },
    async keep(tx) {
      for (const purpose of ["placement", "certification"] as const) {
        await tx.query("INSERT INTO test_bank VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [purpose, versions[purpose], policy.version, JSON.stringify(today[purpose])]);
      }
    },
  };
}

/** Of each simulator that a task names, how many score steps it has. */
export function scoreStepsOf(certifying: readonly CertifyingItem[], simulators: Simulators): Record<SimulatorId, number> {
  const named = new Set<string>(certifying.flatMap((item) => (item.form === "task" ? [item.simulator] : [])));
  return Object.fromEntries([...simulators.values()].filter(({ id }) => named.has(id)).map(({ id, scoreSteps }) => [id, scoreSteps.length]));
}

function openBank(purpose: TestPurpose, { policy, framework, certifying, practice, scoreSteps }: BankContent, simulators: Simulators): Bank {
  const items = new Map(certifying.map((item) => [item.id, item]));
  const practised = new Map(practice.map((item) => [item.id, item]));
  const steps = new Map(Object.entries(scoreSteps) as [SimulatorId, number][]); // keys of scoreStepsOf
  return {
    test: purpose === "placement" ? placementTest(practice, policy, framework) : certificationTest(certifying, policy, { framework, scoreSteps: steps }),
    scoreOf(id, picked) {
      const asked = practised.get(id);
      if (picked.length === 0) return 0; // they said that they do not know
      if (asked !== undefined) return picked.length === 1 && asked.choices.some((choice) => choice.id === picked[0]) ? Number(picked[0] === asked.right) : undefined;
      const item = items.get(id);
      return item === undefined || item.form === "task" ? undefined : scoreOfPicked(item, picked);
    },
    scoreOfTask(id, { simulator, simulatorVersion, seed, mode, acts }, testSeed) {
      const item = items.get(id);
      const played: Simulator | undefined = simulators.get(simulatorName(simulator, simulatorVersion));
      if (item?.form !== "task" || item.simulator !== simulator || played === undefined || acts === undefined || mode !== "test" || seed !== taskSeed({ seed: testSeed, itemId: id })) return undefined;
      const replayed = replay(played, { seed, mode, acts });
      return replayed.kind === "not-played" ? undefined : replayed.outcome.stepsReached;
    },
  };
}
