/** Tells which foreseen case a typed entry is. The entry itself goes no further than this. */
import type { EntryCase } from "@hocvuso/contract";
import type { Entry, EntryKind } from "./offered-acts.ts";
import { fillWords, type Variant } from "./variant.ts";

/** Case ids that every entry may have without the author naming them. */
export const emptyCase = "rong";
export const privateCase = "rieng";
export const otherCase = "khac";

export type PrivateKind = "passcode-or-otp" | "identity-number" | "card-number";

/** Every case that the entry can be. */
export function possibleCases({ cases }: Entry): string[] {
  return [...cases.map((foreseen) => foreseen.id), emptyCase, privateCase, otherCase];
}

/**
 * The author's `equals` first (a practice code is not a secret), then nothing, then what looks like a secret, then `lessThan` and `moreThan`
 * in the author's order, then `khac`. On a passcode pad whatever is not the practice code is taken for a real one.
 */
export function classifyEntry(entered: string, { kind, cases }: Entry, variant: Variant): string {
  const tidied = tidy(entered, kind);
  const matches = (foreseen: EntryCase): boolean =>
    "equals" in foreseen && foreseen.equals.some((wanted) => [fillWords(wanted, variant, "vi"), fillWords(wanted, variant, "en")].some((words) =>
      foreseen.marks === "kept" ? tidyButMarks(words) === tidyButMarks(entered) : tidy(words, kind) === tidied));
  const same = cases.find(matches);
  if (same !== undefined) return same.id;
  if (tidied === "") return emptyCase;
  if (privateKindOf(entered, kind) !== undefined) return privateCase;
  const amount = Number(tidied);
  const between = cases.find((foreseen) =>
    ("lessThan" in foreseen && amount < amountOf(foreseen.lessThan, variant)) || ("moreThan" in foreseen && amount > amountOf(foreseen.moreThan, variant)));
  return between?.id ?? otherCase;
}

/**
 * Does the entry look like a secret of one's own? By length alone: 4 to 6 digits a passcode or one-time code, 9 (old card) or 12 an identity
 * number, 16 or 19 a bank card. An amount of money is let through when it does not begin with 0, is a whole number of hundreds of dong and below a hundred billion;
 * a four-digit number inside a sentence may be a year. Errs towards warning: nothing is lost by it.
 */
export function privateKindOf(entered: string, kind: EntryKind): PrivateKind | undefined {
  const digits = entered.replace(/[\s.,-]/g, "").replace(kind === "amount" ? /(đồng|dong|vnđ|vnd|đ|d)$/i : "", "");
  const isBare = /^[0-9]+$/.test(digits);
  if (kind === "passcode") return "passcode-or-otp";
  if (kind === "amount" && isBare && /^[1-9][0-9]{0,8}00$/.test(digits)) return undefined;
  const runs = isBare ? [digits] : entered.replace(/(?<=[0-9])[ .-](?=[0-9])/g, "").match(/[0-9]{5,}/g) ?? [];
  for (const run of runs) {
    if (run.length >= 4 && run.length <= 6) return "passcode-or-otp";
    if (run.length === 9 || run.length === 12) return "identity-number";
    if (run.length === 16 || run.length === 19) return "card-number";
  }
  return undefined;
}

function amountOf(words: string, variant: Variant): number {
  return Number(tidy(fillWords(words, variant, "vi"), "amount"));
}

function tidy(entered: string, kind: EntryKind): string {
  if (kind === "amount" || kind === "digits" || kind === "passcode") return entered.replace(/[^0-9]/g, "");
  const bare = tidyButMarks(entered).normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
  return kind === "address" ? bare.replace(/^https?:\/\//, "").replace(/\/$/, "") : bare;
}

function tidyButMarks(entered: string): string {
  return entered.normalize("NFC").toLowerCase().trim().replace(/\s+/g, " ");
}

/** One entry for each case that can be met, for a proof that tries them all. Cases that nothing typed can be are left out. */
export function sampleEntries(entry: Entry, variant: Variant): { readonly entryCase: string; readonly entered: string }[] {
  const named = entry.cases.flatMap((foreseen) => {
    if ("equals" in foreseen) return foreseen.equals.map((wanted) => fillWords(wanted, variant, "vi"));
    const bound = amountOf("lessThan" in foreseen ? foreseen.lessThan : foreseen.moreThan, variant);
    return [bound - 100, bound + 100, bound - 1, bound + 1].map(String);
  });
  const samples = new Map<string, string>();
  for (const entered of [...named, "", "000000000001", "000001", "7", "77777777", "chưa biết"]) {
    const entryCase = classifyEntry(entered, entry, variant);
    if (!samples.has(entryCase)) samples.set(entryCase, entered);
  }
  return [...samples].map(([entryCase, entered]) => ({ entryCase, entered }));
}
