/**
 * Asking the server. Whatever goes wrong becomes one of two troubles the reader can act on; nothing here is drawn.
 * The answers are typed, not checked: the same release of the same server wrote the shapes.
 */
import type { ProblemReport } from "@hocvuso/contract";
import { language, messages } from "../messages/messages.ts";

export type Trouble =
  | { readonly kind: "unreachable" }
  /** `code` of a ProblemReport; absent when the refusal is not our server's. */
  | { readonly kind: "refused"; readonly message: string; readonly code?: string };

export type Asked<Answer> = { readonly kind: "answered"; readonly answer: Answer } | { readonly kind: "trouble"; readonly trouble: Trouble };

const patienceMs = 15_000;

export function ask<Answer>(path: string): Promise<Asked<Answer>> {
  return askWith(path, { cache: "no-cache" });
}

/** Has the server do something. A file goes as it is. */
export function tell<Answer>(path: string, said: object): Promise<Asked<Answer>> {
  return askWith(path, { method: "POST", body: said instanceof Blob ? said : JSON.stringify(said) });
}

export function sayTrouble(trouble: Trouble): string {
  return trouble.kind === "unreachable" ? messages().unreachable : trouble.message;
}

async function askWith<Answer>(path: string, asking: RequestInit): Promise<Asked<Answer>> {
  try {
    const response = await fetch(path, {
      ...asking,
      headers: { accept: "application/json", "accept-language": language.value },
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.ok) {
      // Same origin, same release: the server has checked its own answer against this shape.
      return { kind: "answered", answer: await response.json() as Answer };
    }
    if (response.status >= 502 && response.status <= 504) return { kind: "trouble", trouble: { kind: "unreachable" } };
    return { kind: "trouble", trouble: await refusal(response) };
  } catch {
    // fetch throws for one reason that matters here: no answer came.
    return { kind: "trouble", trouble: { kind: "unreachable" } };
  }
}

async function refusal(response: Response): Promise<Trouble> {
  try {
    // A refusal of ours is a ProblemReport; anything else falls to the status below.
    const { code, message } = await response.json() as Partial<ProblemReport>;
    if (typeof message === "string") return { kind: "refused", message, ...(typeof code === "string" ? { code } : {}) };
  } catch { /* not ours: the status says what there is to say */ }
  return { kind: "refused", message: `${response.status} ${response.statusText}`.trim() };
}
