/** What the page of whole tests says in English. */
import type { TestsMessages } from "./tests-vi.ts";

const logits = (value: number) => value.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const testsEn: TestsMessages = {
  title: "Tests",
  meaning: "The server draws and scores each test again from its answers. A test that does not fit them is kept as it is, not counted, and the reason stands here. It is mostly an old or broken phone: ask kindly, and offer another test.",
  none: "There is no test of this unit yet.",
  sample: "Sample people are in the list.",
  refused: (count) => `Tests that do not fit: ${count}`,
  refusedNone: "Every test fits.",
  others: (count) => `Other tests: ${count}`,
  table: { when: "Taken on", purpose: "Test", outcome: "Outcome", ability: "Scored here", phone: "Scored by the phone", answers: "Questions", resumed: "Resumed", person: "Person" },
  purposes: { placement: "Where one stands", certification: "Basic digital skills" },
  outcomes: { scored: "Scored", refused: "Does not fit", waiting: "Waits for the rest", left: "Left by the person" },
  decisions: { pass: "Passed", "not-yet": "Not yet" },
  supervised: "an ambassador sat beside",
  faults: {
    "policy-unknown": "This server never had the policy of this test.", "bank-unknown": "This server never had the questions of this test.", "parameters-unknown": "This server does not have the parameters of this test.",
    "two-beginnings": "One test has two different beginnings.", "two-answers": "One place has two different answers.", "not-offered": "This is not the question that the test would have asked there.",
    "order-differs": "The choices stood in another order than the test draws.", "after-the-end": "There are answers after the test's end.", "ended-early": "The test was closed before its end.",
    "score-differs": "The phone's score differs from the one made here.", "not-scorable": "This answer cannot be scored.",
  },
  faultAt: (place) => `At question ${place + 1}.`,
  score: (ability, sd) => `${logits(ability)} ± ${logits(sd)}`,
  counted: (answers, neutralised) => (neutralised === 0 ? `${answers}` : `${answers}, ${neutralised} taken out`),
};
