/**
 * What travels as text: in a file that phones may share (browsers let .txt through, not .cbor), in a QR code, or read out of a message.
 *
 *     HVS1.<kind letter>.<base64url of the bytes>     around it may stand words for people and line breaks
 */

export type TextCodeKind = "bundle" | "receipt" | "certificate" | "slip" | "hub" | "request" | "class";

const letters: Readonly<Record<TextCodeKind, string>> = { bundle: "b", receipt: "r", certificate: "c", slip: "p", hub: "h", request: "q", class: "k" };

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function toTextCode(kind: TextCodeKind, bytes: Uint8Array): string {
  return `HVS1.${letters[kind]}.${toBase64url(bytes)}`;
}

/** RFC 4648 §5, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.subarray(i, i + 3);
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    parts.push(digits.charAt(triple >> 18) + digits.charAt((triple >> 12) & 63) + (b === undefined ? "" : digits.charAt((triple >> 6) & 63)) + (c === undefined ? "" : digits.charAt(triple & 63)));
  }
  return parts.join("");
}

export type TextCode = { readonly kind: TextCodeKind; readonly bytes: Uint8Array };

/** Every code in a text, in order. One that is cut or changed gives bytes that will not verify; that is not known here. */
export function textCodesIn(text: string): readonly TextCode[] {
  return [...text.matchAll(/HVS1\.([a-z])\.((?:[A-Za-z0-9_-]|\r?\n(?=[A-Za-z0-9_-]))*)/g)].flatMap(([, letter, body]): TextCode[] => {
    const kind = (Object.keys(letters) as TextCodeKind[]).find((name) => letters[name] === letter); // the keys of `letters` are kinds
    return kind === undefined || body === undefined ? [] : [{ kind, bytes: fromBase64url(body.replaceAll(/\s/g, "")) }];
  });
}

/** @param text of the alphabet of `toBase64url`; other letters give other bytes, not an error. */
export function fromBase64url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [held, bits, at] = [0, 0, 0];
  for (const letter of text) {
    held = ((held << 6) | digits.indexOf(letter)) & 0xff_ff_ff;
    bits += 6;
    if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 0xff;
  }
  return bytes;
}
