/** Where a text stops being JSON, for people who write it by hand: JavaScript's own word for it often names neither line nor column. */

export type Missing = "value" | "name" | "colon" | "comma-or-end" | "closing-quote" | "nothing-more";

/** `line` and `column` from 1, of the first character that cannot stand there; the column counts UTF-16 units, as editors do. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** What should have stood there instead. */
  readonly missing: Missing;
}

/** undefined: it is JSON. After RFC 8259, without its exact escapes: JSON.parse still has the last word. */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const reader = new Reader(text);
    const missing = reader.missing();
    const before = text.slice(0, reader.at);
    return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n"), missing };
  }
}

const blank = /[ \t\r\n]*/y;
const string = /"(?:[^"\\\n]|\\.)*"/y;
const scalar = /-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;

class Reader {
  at = 0;
  readonly #text: string;
  constructor(text: string) { this.#text = text; }

  missing(): Missing {
    const fault = this.#value();
    if (fault !== undefined) return fault;
    this.#take(blank);
    return "nothing-more";
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const isThere = pattern.test(this.#text);
    if (isThere) this.at = pattern.lastIndex;
    return isThere;
  }

  #is(sign: string): boolean {
    this.#take(blank);
    if (this.#text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  /** Reads one; what is missing where it cannot. */
  #value(): Missing | undefined {
    if (this.#is("{")) return this.#members("}", () => this.#member());
    if (this.#is("[")) return this.#members("]", () => this.#value());
    if (this.#text[this.at] === '"') return this.#string();
    return this.#take(scalar) ? undefined : "value";
  }

  #string(): Missing | undefined {
    if (this.#take(string)) return undefined;
    const end = this.#text.indexOf("\n", this.at);
    this.at = end === -1 ? this.#text.length : end;
    return "closing-quote";
  }

  #member(): Missing | undefined {
    this.#take(blank);
    if (this.#text[this.at] !== '"') return "name";
    return this.#string() ?? (this.#is(":") ? this.#value() : "colon");
  }

  #members(end: "}" | "]", one: () => Missing | undefined): Missing | undefined {
    if (this.#is(end)) return undefined;
    for (;;) {
      const fault = one();
      if (fault !== undefined) return fault;
      if (this.#is(end)) return undefined;
      if (!this.#is(",")) return "comma-or-end";
    }
  }
}
