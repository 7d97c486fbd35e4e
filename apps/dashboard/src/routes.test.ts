import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey, UnitId } from "@hocvuso/contract";
import { campaignPath, communePath, directivePath, groups, measures, officePaths, planRoundPath, readRoute, recordsPath, roundPath, roundsPath, toDecidePath } from "./routes.ts";

const read = (address: string) => readRoute(new URL(address, "http://dashboard.example"));
// A test names its own units.
const [commune, hamlet] = ["19429.2" as UnitId, "19429.1-03" as UnitId];

test("what is made is understood", () => {
  assert.deepEqual(read(communePath(commune)), { page: "commune", unit: commune });
  assert.deepEqual(read(toDecidePath), { page: "to-decide" });
  assert.deepEqual(read(roundsPath), { page: "rounds" });
  assert.deepEqual(read(planRoundPath), { page: "plan-round" });
  const round = "018f2f6e-0000-7000-8000-000000000100" as FactKey; // a test's own round
  assert.deepEqual(read(roundPath(round)), { page: "round", round });
  assert.deepEqual([read(directivePath(round)), read(campaignPath(round))], [{ page: "directive", directive: round }, { page: "campaign", campaign: round }]);
  for (const [page, path] of Object.entries(officePaths)) assert.deepEqual(read(path), { page });
  for (const group of groups) {
    for (const measure of measures) {
      assert.deepEqual(read(recordsPath({ unit: commune, group, measure })), { page: "records", question: { unit: commune, group, measure } });
    }
  }
  const within = { unit: hamlet, group: "adult", measure: "capable", within: commune } as const;
  assert.deepEqual(read(recordsPath(within)), { page: "records", question: within });
});

test("the province is found with and without the last slash, in any language", () => {
  for (const address of ["/bang-dieu-hanh/", "/bang-dieu-hanh", "/bang-dieu-hanh/?lang=en"]) assert.deepEqual(read(address), { page: "province" });
});

test("an address with a made-up unit, group or number leads nowhere instead of to a question nobody can answer", () => {
  const addresses = ["/bang-dieu-hanh/xa/khe-sanh", "/bang-dieu-hanh/xa/", "/bang-dieu-hanh/xa/19429.2/x", "/bang-dieu-hanh/ban-ghi", "/bang-dieu-hanh/ban-ghi?unit=19429.2&group=all&measure=capable",
    "/bang-dieu-hanh/ban-ghi?unit=19429.2&group=adult&measure=sum", "/bang-dieu-hanh/ban-ghi?unit=x&group=adult&measure=capable", "/hoc/bai-1"];
  for (const address of addresses) assert.deepEqual(read(address), { page: "unknown" }, address);
});
