/**
 * One request, one promise: parse, handle, answer. Whatever is thrown on the way is answered here and nowhere else:
 * a `Problem` as itself, lost databases as "unavailable", anything else as "broken", with the error in the log.
 */
import type { Context, Handler } from "hono";
import { Malformed } from "@hocvuso/journal";
import type { TSchema, Static } from "typebox";
import { Value } from "typebox/value";
import type { CommonServices, Services } from "../services.ts";
import { Problem, type Language } from "./problem.ts";

export type Answer = Uint8Array | object | Response;

/** Path and query parameters by name, checked against `input`. */
export function query<Input extends TSchema, Given extends CommonServices = Services>(input: Input, handle: (given: Static<Input>, services: Given, c: Context) => Promise<Answer>) {
  return endpoint(async (c, services: Given) => {
    const given: unknown = { ...c.req.query(), ...c.req.param() };
    if (!Value.Check(input, given)) throw new Problem("malformed", { where: Value.Errors(input, given)[0]?.instancePath || "?" });
    return handle(given, services, c);
  });
}

const POSTED_BYTES = 65_536;

/** A JSON object (or nothing, which is an empty one) and the parameters of the path, checked against `input`. */
export function posted<Input extends TSchema>(input: Input, handle: (given: Static<Input>, services: Services, c: Context) => Promise<Answer>) {
  return endpoint(async (c, services) => {
    const given: unknown = { ...parseObject(await readBody(c, POSTED_BYTES)), ...c.req.param() };
    if (!Value.Check(input, given)) throw new Problem("malformed", { where: Value.Errors(input, given)[0]?.instancePath || "?" });
    return handle(given, services, c);
  });
}

function parseObject(body: Uint8Array): object {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body), refuseNul);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch { /* no JSON, or no UTF-8: refused below */ }
  throw new Problem("malformed", { where: "JSON" });
}

/** PostgreSQL's text holds every character but this one. */
function refuseNul(_: string, value: unknown): unknown {
  if (typeof value === "string" && value.includes("\0")) throw new RangeError("a character that no text holds");
  return value;
}

/** A body of bytes, at most `maxBytes` long. */
export function bytes<Given extends CommonServices = Services>(maxBytes: number, handle: (body: Uint8Array, services: Given, language: Language) => Promise<Answer>) {
  return endpoint(async (c, services: Given) => {
    try {
      return await handle(await readBody(c, maxBytes), services, languageOf(c));
    } catch (error) {
      if (error instanceof Malformed) throw new Problem("malformed", { where: error.message });
      throw error;
    }
  });
}

/** @typeParam Given what the role has whose route it is; a province's where nothing else is said. */
export function endpoint<Given extends CommonServices = Services>(handle: (c: Context, services: Given) => Promise<Answer>) {
  return (services: Given): Handler => async (c) => {
    try {
      const answer = await handle(c, services);
      if (answer instanceof Response) return answer;
      if (answer instanceof Uint8Array) return c.body(new Uint8Array(answer), 200, { "content-type": "application/cbor", "cache-control": "no-store" });
      return c.json(answer, 200, { "cache-control": "no-store" });
    } catch (error) {
      return refuse(c, error, services);
    }
  };
}

export function refuse(c: Context, error: unknown, services: Pick<CommonServices, "log">): Response {
  const { status, ...report } = problemOf(c, error, services);
  return c.json(report, status, { "cache-control": "no-store" });
}

/** For an answer that has begun, and can no longer be another one. */
export function problemOf(c: Context, error: unknown, services: Pick<CommonServices, "log">) {
  const problem = error instanceof Problem ? error : new Problem(isDatabaseAway(error) ? "unavailable" : "broken");
  if (problem.code === "broken" || problem.code === "unavailable") services.log(`${c.req.method} ${c.req.path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return { status: problem.status, code: problem.code, message: problem.sentence(languageOf(c)), facts: problem.facts };
}

/** Vietnamese unless English is asked for, by `?lang=en` or by a browser that does not read Vietnamese. */
export function languageOf(c: Context): Language {
  const asked = c.req.query("lang") ?? c.req.header("accept-language") ?? "vi";
  return /^en/i.test(asked) ? "en" : "vi";
}

export async function readBody(c: Context, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new Problem("too-large", { maxBytes });
  if (Number(c.req.header("content-length") ?? 0) > maxBytes) throw tooLarge;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of c.req.raw.body ?? []) {
    length += part.length;
    if (length > maxBytes) throw tooLarge;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Connection refused or lost, server shutting down, disk full: classes 08, 53 and 57 of PostgreSQL, or no connection at all. */
function isDatabaseAway(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(08|53|57)/.test(code) || ["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE"].includes(code)
    || (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message));
}
