/** Simulators for the tests: the shipped one, and a small one to be broken in one place at a time. */
import { readFileSync } from "node:fs";
import type { Simulator } from "@hocvuso/contract";
import { sampleEntries } from "./entry.ts";
import { offeredActs } from "./offered-acts.ts";
import { screenNamed, type Act, type RunState } from "./run.ts";
import { drawVariant } from "./variant.ts";

export function payByQr(): Simulator {
  // content/ is checked against the schema by tools/check-content.ts.
  return JSON.parse(readFileSync(new URL("../../../../content/simulators/tra-tien-qr.json", import.meta.url), "utf8")) as Simulator;
}

const text = (words: string) => ({ vi: words, en: words });
const hints = [{ weak: { text: text("Nhìn lại") }, strong: { text: text("Chạm đây") } }];

/** Type a phone number for one of two people, agree, done. `amend` gets a fresh copy to spoil. */
export function sendMessage(amend: (simulator: Simulator) => void = () => {}): Simulator {
  const simulator = structuredClone({
    kind: "simulator", id: "nhan-tin", version: "1.0.0", title: text("Nhắn tin"), task: text("Nhắn cho {friend}"), taskSpoken: text("Nhắn cho {friend}"),
    components: ["thong-tu-02-2025/2.1"], level: 0, whenPrivate: text("Khoan bác ơi, đừng gõ mã riêng"),
    draws: [{ id: "ban", options: [{ id: "lan", values: { friend: "Lan" } }, { id: "hoa", weight: 3, values: { friend: text("Hòa") } }] }],
    start: "go-ten", scoreSteps: [{ id: "ten", title: text("Tên") }, { id: "dong-y", title: text("Đồng ý") }, { id: "gui", title: text("Gửi") }],
    screens: [
      {
        id: "go-ten", shown: text("Gõ tên {friend}"), spoken: text("Gõ tên {friend}"), around: [], choices: [], hints,
        phone: [{ kind: "text-field", id: "o-ten", act: "go", label: text("Tên"), keyboard: "text", submit: text("Tiếp"), cases: [{ id: "dung", equals: ["{friend}"] }] }],
        reactions: [
          { act: "go", case: "dung", verdict: "right", to: "dong-y", earns: "ten" },
          { act: "go", verdict: "wrong", answer: text("Gõ {friend} bác nhé"), spoils: "ten" },
        ],
      },
      {
        id: "dong-y", shown: text("Chạm vào ô"), spoken: text("Chạm vào ô"), around: [], hints,
        phone: [{ kind: "tick", id: "o-tick", act: "tick", label: text("Đồng ý"), on: "da-tick" }],
        choices: [
          { kind: "button", id: "nut-ve", act: "ve", label: text("Về") },
          { kind: "button", id: "nut-gui", act: "gui", label: text("Gửi"), when: { remembered: ["da-tick"] } },
        ],
        reactions: [
          { act: "tick", when: { notRemembered: ["da-tick"] }, verdict: "right", remember: ["da-tick"], earns: "dong-y" },
          { act: "tick", when: { remembered: ["da-tick"] }, verdict: "neutral", forget: ["da-tick"] },
          { act: "ve", verdict: "neutral", to: "go-ten" },
          { act: "gui", verdict: "right", to: "xong", earns: "gui", answer: text("Xong rồi bác") },
        ],
      },
      { id: "xong", shown: text("Xong"), spoken: text("Xong"), around: [], phone: [], choices: [], reactions: [], hints: [], isGoal: true },
    ],
    sources: [{ title: "Thử", certainty: "ours" }],
  } as unknown as Simulator); // A literal cannot carry the brand of an id.
  amend(simulator);
  return simulator;
}

/** Everything that can be done now, an entry of each kind included. */
export function possibleActs(simulator: Simulator, state: RunState): Act[] {
  const variant = drawVariant(simulator, state.seed);
  const offered = offeredActs(screenNamed(simulator, state.screen), { drawn: variant.drawn, remembered: state.remembered });
  return offered.flatMap(({ act, entry }): Act[] => entry === undefined
    ? [{ kind: "do", act, sinceShownMs: 700 }]
    : sampleEntries(entry, variant).map(({ entered }) => ({ kind: "do", act, entered, sinceShownMs: 900 })));
}
