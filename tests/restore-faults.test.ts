import assert from "node:assert/strict";
import { test } from "node:test";
import { playRestoreFault, restoreFaults } from "../bench/restore-faults.ts";

for (const fault of restoreFaults.filter((name) => name !== "hub-put-back-with-a-new-key")) {
  test(`nobody is lost and nobody is counted twice: ${fault.replaceAll("-", " ")}`, async () => {
    const report = await playRestoreFault(fault, { facts: 2_200 });
    assert.deepEqual({ lost: report.lost, double: report.double }, { lost: 0, double: 0 }, JSON.stringify(report));
    assert.equal(report.forgotten > 500, fault.startsWith("province"), JSON.stringify(report));
  });
}
