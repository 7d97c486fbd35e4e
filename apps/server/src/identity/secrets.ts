/** Secrets that are handed out once and kept as their SHA-256: whoever reads the database can use none of them. */
import { createHash, randomBytes } from "node:crypto";

/** 256 bits, as base64url. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function digestOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
