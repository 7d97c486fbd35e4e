import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { SimulatorId } from "@hocvuso/contract";
import { groupEntries, practiceGroups } from "./practice-groups.ts";

const shipped = readdirSync(join(import.meta.dirname, "../../../../../content/simulators")).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));

test("every simulator that ships stands in exactly one group of the practice page, and no other does", () => {
  assert.deepEqual(Object.values(practiceGroups).flat().toSorted(), shipped.toSorted());
});

test("entries come out under their group, in the group's order", () => {
  const entries = shipped.map((id) => ({ id: id as SimulatorId, title: { vi: id, en: id }, version: "00000000", address: `/assets/${id}.json`, travelBytes: 1, keptBytes: 2 })); // ids of files
  const health = groupEntries(entries).find(({ group }) => group === "health");
  assert.deepEqual(health?.entries.map(({ id }) => id), ["tich-hop-the-bao-hiem", "so-suc-khoe", "vssid-tra-cuu"]);
});
