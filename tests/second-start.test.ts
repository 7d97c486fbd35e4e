import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { ProvinceProgress } from "@hocvuso/contract";
import { startEmbeddedPostgres } from "../apps/server/src/embedded-postgres/index.ts";
import { framesOf, newNodeKey, played, registered, sealedBy } from "./given.ts";
import { enrolAt, givenProcess } from "./given-server.ts";

async function progressOf(address: string): Promise<ProvinceProgress> {
  return (await fetch(`${address}/api/progress`)).json() as Promise<ProvinceProgress>; // what the route promises
}

test("a second start keeps the data, and a store begun without a sample is never given one", async () => {
  const first = await givenProcess({ samplePeople: 0 });
  const [segment] = await sealedBy(await enrolAt(first.address, await newNodeKey()), [registered("bác Lài"), played("bác Lài")]);
  await fetch(`${first.address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf(segment === undefined ? [] : [segment])) });
  await first.end("SIGINT");
  const second = await givenProcess({ folder: first.folder, samplePeople: 500 });
  const { province, provenance } = await progressOf(second.address);
  assert.deepEqual(province.groups.adult.capable, { state: "measured", persons: 1 });
  assert.equal(provenance.includesSample, false);
  await second.end("SIGTERM");
});

test("a first loading of the sample that was killed is finished by the next start, with nobody twice", async () => {
  const whole = await givenProcess({ samplePeople: 1_500 });
  const expected = (await progressOf(whole.address)).province;
  await whole.end("SIGTERM");
  const cut = await givenProcess({ samplePeople: 1_500, until: /Đang tạo/ });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await cut.end("SIGKILL");
  const again = await givenProcess({ folder: cut.folder, samplePeople: 1_500 });
  assert.deepEqual((await progressOf(again.address)).province, expected);
  await again.end("SIGTERM");
});

test("the same program runs on a PostgreSQL of the operator's own, and says plainly when it cannot be reached", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hocvuso-test-"));
  const own = await startEmbeddedPostgres({ dataFolder: join(folder, "own"), log: () => {} });
  const { host, user, database } = own.connection;
  const databaseUrl = `postgresql:///${database}?host=${encodeURIComponent(host)}&user=${user}`;
  const program = await givenProcess({ samplePeople: 300, databaseUrl });
  assert.ok((await progressOf(program.address)).province.groups.adult.listed > 200);
  await program.end("SIGTERM");
  await own.stop();
  await assert.rejects(givenProcess({ databaseUrl }), (error: Error) => /Chưa mở được cơ sở dữ liệu/.test(error.message) && /The database could not be opened/.test(error.message));
});

test("a port in use is said in one plain sentence, in both languages", async () => {
  const first = await givenProcess();
  const port = Number(new URL(first.address).port);
  await assert.rejects(givenProcess({ port }), (error: Error) => /Cổng \d+ đang có chương trình khác dùng/.test(error.message) && /Port \d+ is in use/.test(error.message));
  await first.end("SIGTERM");
});
