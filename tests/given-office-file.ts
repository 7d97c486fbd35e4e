/** Opens Word files as any program would: the ZIP by its directory, every part's checksum looked at, the XML read strictly. */
import { crc32, inflateRawSync } from "node:zlib";

type XmlElement = { readonly tag: string; readonly attrs: Readonly<Record<string, string>>; readonly children: XmlElement[]; text: string };

const entities: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };

/** @throws Error where a tag is not closed by its own, or something stands outside of the one root. */
function parseXml(xml: string): XmlElement {
  const root: XmlElement = { tag: "", attrs: {}, children: [], text: "" };
  const open: XmlElement[] = [root];
  for (const [token, closing, tag, attributes, single] of xml.replace(/^<\?xml[^>]*\?>\s*/, "").matchAll(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|[^<]+|</g)) {
    const parent = open.at(-1) ?? root;
    if (tag === undefined) {
      if (token.startsWith("<") || parent === root || /&(?!(lt|gt|amp|quot);)/.test(token)) throw new Error(`not XML: ${token.slice(0, 60)}`);
      parent.text += token.replaceAll(/&\w+;/g, (entity) => entities[entity] ?? "");
    } else if (closing === "/") {
      if (open.pop()?.tag !== tag) throw new Error(`${tag} is closed and was not open`);
    } else {
      const element: XmlElement = { tag, attrs: Object.fromEntries([...(attributes ?? "").matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name ?? "", value ?? ""])), children: [], text: "" };
      parent.children.push(element);
      if (single !== "/") open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error("not one root, closed");
  return root;
}

/** Text of each entry by its name. @throws Error for an archive that another program would refuse. */
export function unzipped(file: Uint8Array): ReadonlyMap<string, string> {
  const bytes = Buffer.from(file);
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end === -1) throw new Error("no end of the directory");
  const entries = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error("no entry of the directory");
    const [crc, packed, plain] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset));
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const start = bytes.readUInt32LE(at + 42);
    if (bytes.readUInt32LE(start) !== 0x04034b50) throw new Error("no entry where the directory says");
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const content = inflateRawSync(bytes.subarray(data, data + (packed ?? 0)));
    if (content.length !== plain || crc32(content) !== crc) throw new Error("a part is damaged");
    entries.set(bytes.toString("utf8", at + 46, at + 46 + (name ?? 0)), new TextDecoder("utf-8", { fatal: true }).decode(content));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

export type WordRead = {
  /** Every paragraph outside and inside tables, in order, footnote marks as ⁽n⁾. */
  readonly paragraphs: readonly string[];
  readonly tables: readonly (readonly (readonly string[])[])[];
  /** By the id that marks point at. */
  readonly notes: ReadonlyMap<string, string>;
  readonly marks: readonly string[];
  readonly page: Readonly<Record<string, string>>;
};

export function readWord(file: Uint8Array): WordRead {
  const parts = unzipped(file);
  const document = parseXml(parts.get("word/document.xml") ?? "");
  const footnotes = parseXml(parts.get("word/footnotes.xml") ?? "");
  for (const part of parts.values()) parseXml(part);
  const text = (element: XmlElement): string => all(element, "w:p").map(paragraphText).join("\n");
  return {
    paragraphs: all(document, "w:p").map(paragraphText),
    tables: all(document, "w:tbl").map((table) => all(table, "w:tr").map((row) => all(row, "w:tc").map(text))),
    notes: new Map(all(footnotes, "w:footnote").flatMap((note) => (note.attrs["w:type"] === undefined ? [[note.attrs["w:id"] ?? "", text(note).trim()] as const] : []))),
    marks: all(document, "w:footnoteReference").map(({ attrs }) => attrs["w:id"] ?? ""),
    page: Object.assign({}, ...[...all(document, "w:pgSz"), ...all(document, "w:pgMar")].map(({ attrs }) => attrs)),
  };
}

function paragraphText(paragraph: XmlElement): string {
  return all(paragraph, "w:r").map((run) => [...all(run, "w:t").map(({ text }) => text), ...all(run, "w:footnoteReference").map(({ attrs }) => `⁽${attrs["w:id"] ?? ""}⁾`)].join("")).join("");
}

function all(element: XmlElement, tag: string): XmlElement[] {
  return element.children.flatMap((child) => (child.tag === tag ? [child, ...all(child, tag)] : all(child, tag)));
}
