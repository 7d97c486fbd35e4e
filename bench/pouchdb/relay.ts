/** A TCP relay on loopback that counts what passes: every byte of HTTP in both directions, heads as well as bodies. The same for both sides. */
import { connect, createServer, type AddressInfo } from "node:net";

export type Traffic = { readonly upBytes: number; readonly downBytes: number; readonly requests: number };

export type Relay = {
  /** Where to go instead of the server. */
  readonly address: string;
  /** What passed since the last call. */
  take(): Traffic;
  stop(): Promise<void>;
};

/** Neither side pipelines, so a request begins where a piece begins. */
const REQUEST_LINE = /^[A-Z]+ \S+ HTTP\/1\.1\r\n/;

export async function openRelay(server: string): Promise<Relay> {
  const { hostname, port } = new URL(server);
  let passed = { upBytes: 0, downBytes: 0, requests: 0 };
  const open = new Set<{ destroy(): void }>();
  const listener = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      open.add(from);
      from.on("data", (piece) => {
        if (from === upstream) passed.downBytes += piece.length;
        else passed = { ...passed, upBytes: passed.upBytes + piece.length, requests: passed.requests + (REQUEST_LINE.test(piece.toString("latin1", 0, 2_000)) ? 1 : 0) };
      });
      from.on("error", () => to.destroy());
      from.on("close", () => { open.delete(from); to.destroySoon(); });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve, reject) => listener.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = listener.address() as AddressInfo; // it listens on a port, not on a path
  return {
    address: `http://127.0.0.1:${address.port}`,
    take() {
      const taken = passed;
      passed = { upBytes: 0, downBytes: 0, requests: 0 };
      return taken;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
