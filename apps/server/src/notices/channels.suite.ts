/** What every channel of notices promises, tried with its real requests against a service that stands in for the real one. */
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { NoticeChannel } from "./channels.ts";

export type Seen = { readonly headers: IncomingMessage["headers"]; readonly body: string; readonly url: string };

/** A service that answers what it is told to, and remembers what it was asked. `status` 0: hangs up. */
export async function givenService(): Promise<{ readonly origin: string; readonly seen: Seen[]; says(status: number, body?: string): void; stop(): Promise<void> }> {
  const seen: Seen[] = [];
  let answer = { status: 200, body: "" };
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => { body += part.toString(); });
    request.on("end", () => {
      seen.push({ headers: request.headers, body, url: request.url ?? "" });
      if (answer.status === 0) request.socket.destroy();
      else response.writeHead(answer.status, answer.status === 302 ? { location: "http://127.0.0.1:9/elsewhere" } : {}).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    seen, says: (status, body = "") => { answer = { status, body }; },
    stop: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

export type ChannelGiven = { readonly open: (service: string) => NoticeChannel; readonly address: (service: string) => string; readonly taken: readonly [number, string]; readonly gone?: readonly [number, string]; readonly refused: readonly [number, string]; readonly wrongAddresses: readonly string[] };

export function channelSuite(name: string, { open, address, taken, gone, refused, wrongAddresses }: ChannelGiven): void {
  test(`${name}: told, gone, refused and away are told apart, and no failure of the line is an error`, async (t) => {
    const service = await givenService();
    t.after(() => service.stop());
    const channel = open(service.origin);
    const tell = async ([status, body]: readonly [number, string]) => { service.says(status, body); return channel.tell(address(service.origin)); };
    assert.equal(await tell(taken), "told");
    if (gone !== undefined) assert.equal(await tell(gone), "gone");
    assert.equal(await tell(refused), "refused");
    for (const status of [0, 302, 429, 500, 503]) assert.equal(await tell([status, ""]), "away", String(status));
  });

  test(`${name}: what goes out names no person, place or deed, whoever is told`, async (t) => {
    const service = await givenService();
    t.after(() => service.stop());
    service.says(...taken);
    await open(service.origin).tell(address(service.origin));
    const [{ body } = { body: "nothing was asked" }] = service.seen;
    assert.doesNotMatch(body.replaceAll("Hoc Vu So", ""), /Lệ Thủy|Le Thuy|nho giup|nhờ|https?:|19249/i);
  });

  test(`${name}: an address that is none is known for that`, () => {
    const channel = open("http://127.0.0.1:1");
    assert.ok(channel.isAddress(address("http://127.0.0.1:1")));
    assert.deepEqual(wrongAddresses.filter((wrong) => channel.isAddress(wrong)), []);
  });
}
