/** The address of a hub as people type it, or as its code says it. */
import { textCodesIn } from "@hocvuso/journal";

/** Without a scheme it is a machine in the village's own network, and plain http: what travels is signed and sealed. undefined: no address. */
export function hubAddress(typed: string): string | undefined {
  const text = typed.trim();
  const code = textCodesIn(text).find(({ kind }) => kind === "hub");
  const address = code === undefined ? text : new TextDecoder().decode(code.bytes);
  if (address === "" || /\s/.test(address)) return undefined;
  try {
    const { protocol, origin, hostname } = new URL(/^https?:\/\//.test(address) ? address : `http://${address}`);
    return (protocol === "http:" || protocol === "https:") && /[.:]|^localhost$/.test(hostname) ? origin : undefined;
  } catch {
    return undefined;
  }
}
