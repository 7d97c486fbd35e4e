/** The line between a village and the province: a relay on this machine that can be cut, or made to lose answers. */
import { createServer, connect, type Socket } from "node:net";

export type GivenLine = {
  /** The address a phone uses. */
  readonly address: string;
  state: "up" | "down" | "loses-answers-to-put";
  /** How long each piece of an answer is under way. */
  delayMs: number;
  /** Puts whose answers were lost. */
  readonly lostAnswers: () => number;
  /** Every byte that went up, in order of coming. */
  readonly sentUp: () => Buffer;
  stop(): void;
};

export async function givenLine(to: string): Promise<GivenLine> {
  const target = new URL(to);
  const open = new Set<Socket>();
  const up: Buffer[] = [];
  let lost = 0;
  const server = createServer((phone) => {
    if (line.state === "down") return void phone.destroy();
    const province = connect(Number(target.port), "127.0.0.1");
    for (const socket of [phone, province]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => { open.delete(socket); phone.destroy(); province.destroy(); });
    }
    let isPutting = false;
    phone.on("data", (bytes: Buffer) => {
      if (line.state === "down") return phone.destroy();
      isPutting ||= line.state === "loses-answers-to-put" && bytes.toString("latin1").startsWith("POST /sync/put");
      up.push(bytes);
      province.write(bytes);
      return undefined;
    });
    province.on("data", (bytes) => {
      if (isPutting) {
        lost += 1;
        line.state = "up";
        return phone.destroy();
      }
      if (line.delayMs === 0) phone.write(bytes);
      else setTimeout(() => phone.write(bytes), line.delayMs);
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const line: GivenLine = {
    address: `http://localhost:${typeof address === "object" ? address?.port : ""}`,
    state: "up",
    delayMs: 0,
    lostAnswers: () => lost,
    sentUp: () => Buffer.concat(up),
    stop() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
  return line;
}
