/** express-pouchdb on leveldb as a program of its own: `node pouchdb-server.ts FOLDER PORT` prints its port (0: any free one), and ends when its input does. */
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { devNull } from "node:os";
import { join } from "node:path";

type App = { use(path: string, handler: unknown): void; listen(port: number, host: string, ready: () => void): { address(): AddressInfo } };
type PouchDB = { defaults(options: { readonly prefix: string }): unknown };

// None of the three brings types.
const load = createRequire(import.meta.url);
const express: () => App = load("express");
const pouchdb: PouchDB = load("pouchdb");
const expressPouchdb: (databases: unknown, options: object) => unknown = load("express-pouchdb");

const [folder = ".", port = "0"] = process.argv.slice(2);
const app = express();
app.use("/", expressPouchdb(pouchdb.defaults({ prefix: join(folder, "/") }), { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: devNull }));
const server = app.listen(Number(port), "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().once("end", () => process.exit(0));
