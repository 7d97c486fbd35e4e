import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { givenServer, type GivenServer } from "../../../../tests/given-server.ts";
import { keptTables, passingTables, projectionTables } from "./tables.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

test("every table of the schema is a projection, is kept in backups, or passes, and none is two of these", async () => {
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace"));
  assert.deepEqual([...keptTables, ...passingTables, ...projectionTables].toSorted(), rows.map(({ name }) => name).toSorted());
});

test("no kept table draws on a sequence, which a backup would not carry", async () => {
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace"));
  assert.deepEqual(rows, []);
});
