/** Where this machine is reached in its own network, and that address as a code that phones read. */
import { networkInterfaces } from "node:os";
import { toTextCode } from "@hocvuso/journal";

/** One where the program listens on one address only; else those of the network cards, IPv4 first. Never empty. */
export function addressesOf({ scheme, host, port }: { readonly scheme: "http" | "https"; readonly host: string; readonly port: number }): readonly string[] {
  const named = (name: string) => `${scheme}://${name.includes(":") ? `[${name}]` : name}:${port}`;
  if (host === "127.0.0.1" || host === "::1") return [named("localhost")];
  if (host !== "0.0.0.0" && host !== "::") return [named(host)];
  const cards = Object.values(networkInterfaces()).flatMap((card) => card ?? []).filter(({ internal, family, address }) => !internal && (family === "IPv4" || !address.startsWith("fe80")));
  const found = cards.toSorted((a, b) => Number(a.family === "IPv6") - Number(b.family === "IPv6")).map(({ address }) => named(address));
  return found.length === 0 ? [named("localhost")] : found;
}

export function hubCode(address: string): string {
  return toTextCode("hub", new TextEncoder().encode(address));
}
