/** Numbers as each language writes them: 31.420 and 61,3% in Vietnamese, 31,420 and 61.3% in English. */
import { percentCut } from "@hocvuso/domain/measurement";
import type { Language } from "./dates.ts";

const locales = { vi: "vi-VN", en: "en-GB" } as const;

export function sayCount(count: number, language: Language): string {
  return count.toLocaleString(locales[language]);
}

/** `decimals` 1 for the province, 0 for smaller units. Somebody is never shown as nobody: "dưới 1%" stands for what would read 0 %. */
export function sayPercent({ persons, listed, decimals, language }: { persons: number; listed: number; decimals: 0 | 1; language: Language }): string {
  const write = (value: number) => {
    const isWhole = value === 0 || value === 100;
    return `${value.toLocaleString(locales[language], { minimumFractionDigits: isWhole ? 0 : decimals, maximumFractionDigits: decimals })}%`;
  };
  const cut = percentCut({ persons, listed, decimals });
  if (cut > 0 || persons === 0) return write(cut);
  return `${language === "vi" ? "dưới " : "under "}${write(10 ** -decimals)}`;
}

/** An estimated share in hundredths, cut like every other. @param share 0..1. */
export function sayPoints(share: number, decimals: 0 | 1, language: Language): string {
  const scale = 10 ** decimals;
  const cut = Math.floor(share * 100 * scale + 1e-9) / scale;
  return `${cut.toLocaleString(locales[language], { minimumFractionDigits: cut === 100 ? 0 : decimals, maximumFractionDigits: decimals })}%`;
}
