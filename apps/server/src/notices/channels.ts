/**
 * Ways to tell somebody of staff that something waits for them: a channel knows an address and nothing else. What goes out is one fixed sentence or nothing at all, so
 * that no push, SMS or Zalo message ever says a name, a place or what it is about; whoever is told opens the page and signs in.
 */

/** `gone`: the address is worth nothing any more. `away`: try another time. `refused`: the service will not take it as we say it; somebody has to look. */
export type Told = "told" | "gone" | "away" | "refused";

export type NoticeChannel = {
  readonly channel: "web-push" | "sms" | "zalo";
  /** @param address as `isAddress` accepts it. Never throws. */
  tell(address: string): Promise<Told>;
  isAddress(address: string): boolean;
};

/** Said where a channel needs words. */
export const NOTICE_TEXT = "Hoc Vu So: bac co viec moi. Moi mo trang Hoc Vu So de xem.";

const PATIENCE_MS = 10_000;

/** A request that may fail in every way a network can. */
export async function askService(url: URL | string, asking: RequestInit, judge: (status: number, text: string) => Told): Promise<Told> {
  try {
    const answer = await fetch(url, { ...asking, redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = (await answer.text()).slice(0, 10_000);
    return answer.status >= 500 || answer.status === 429 ? "away" : judge(answer.status, text);
  } catch {
    return "away";
  }
}

/** JSON of a service, or nothing. */
export function fieldOf(text: string, name: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && name in parsed ? (parsed as Record<string, unknown>)[name] : undefined; // an object, just looked at
  } catch {
    return undefined;
  }
}

/** A Vietnamese mobile number, as people write it: 0912345678 or +84912345678. @returns 84912345678. */
export function mobileNumber(text: string): string | undefined {
  const digits = text.replaceAll(/[\s.-]/g, "").replace(/^\+?84/, "0");
  return /^0[35789]\d{8}$/.test(digits) ? `84${digits.slice(1)}` : undefined;
}
