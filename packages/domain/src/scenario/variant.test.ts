import assert from "node:assert/strict";
import { test } from "node:test";
import { payByQr, sendMessage } from "./given-simulator.suite.ts";
import { drawVariant, fillText, variantsOf } from "./variant.ts";

test("a seed draws what it drew when runs recorded with it were played", () => {
  // Pinned: a change here makes every record kept on phones unplayable.
  const drawn = [0, 1, 2, 3, 4, 2 ** 32 - 1].map((seed) => Object.values(drawVariant(payByQr(), seed).drawn).join(" "));
  assert.deepEqual(drawn, ["dung hai-muoi-nghin ma-2468", "dung hai-muoi-nghin ma-2468", "dung ba-muoi-lam-nghin ma-1357", "dung muoi-lam-nghin ma-2468", "dan-de hai-muoi-nghin ma-9517", "dung hai-muoi-nghin ma-9517"]);
});

test("options are drawn as often as their weights say", () => {
  const [seeds, simulator] = [4_000, sendMessage()];
  const lan = Array.from({ length: seeds }, (_, seed) => drawVariant(simulator, seed).drawn["ban"]).filter((option) => option === "lan").length;
  assert.ok(Math.abs(lan / seeds - 0.25) < 0.03, `drawn ${lan} times in ${seeds}`);
});

test("a draw added later leaves the earlier draws as they were", () => {
  const before = Array.from({ length: 200 }, (_, seed) => drawVariant(sendMessage(), seed).drawn["ban"]);
  const longer = sendMessage((simulator) => simulator.draws.push({ id: "them", options: [{ id: "mot", values: {} }, { id: "hai", values: {} }] }));
  const after = Array.from({ length: 200 }, (_, seed) => drawVariant(longer, seed).drawn);
  assert.deepEqual(after.map((drawn) => drawn["ban"]), before);
  assert.equal(new Set(after.map((drawn) => `${drawn["ban"]} ${drawn["them"]}`)).size, 4);
});

test("the variants are every combination of options", () => {
  assert.equal(variantsOf(payByQr()).length, 2 * 3 * 3);
  assert.equal(variantsOf(sendMessage((simulator) => { simulator.draws = []; })).length, 1);
});

test("a text is filled in its own language, and a name nobody draws is left to be seen", () => {
  const variant = { drawn: {}, values: { amount: { vi: "20.000", en: "20,000" } } };
  assert.deepEqual(fillText({ vi: "{amount} đồng {cho}", en: "{amount} dong {cho}" }, variant), { vi: "20.000 đồng {cho}", en: "20,000 dong {cho}" });
});
