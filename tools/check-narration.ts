/** Recorded voices: that each clip is what its manifest says, named by its words, and that some screen still says them. Called by check-content.ts. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Narration } from "@hocvuso/contract";

/**
 * @param folder of one language: its manifest and its files.
 * @param said every text that content says in Vietnamese.
 * @returns plain sentences; empty when all holds
 */
export async function narrationProblems(folder: string, { language, clips }: Narration, said: ReadonlySet<string>): Promise<string[]> {
  const problems: string[] = [];
  const files = new Set((await readdir(folder)).filter((name) => name !== "manifest.json"));
  const words = new Set<string>();
  if (!folder.endsWith(`/${language}`)) problems.push(`Its language is ${language}, its folder another.`);
  for (const clip of clips) {
    const of = `The clip of “${clip.words}”`;
    if (words.has(clip.words)) problems.push(`${of} stands twice.`);
    words.add(clip.words);
    if (clip.file.slice(0, 16) !== sha256(Buffer.from(clip.words.normalize("NFC"))).slice(0, 16)) problems.push(`${of} is not named by its words.`);
    if (!said.has(clip.words)) problems.push(`${of} is of words that no screen says any more: record them again, or take it out.`);
    if (!files.delete(clip.file)) {
      problems.push(`${of} has no file ${clip.file}.`);
      continue;
    }
    const bytes = await readFile(join(folder, clip.file));
    if (bytes.length !== clip.bytes || sha256(bytes) !== clip.sha256) problems.push(`${of}: the file ${clip.file} is not the one that was approved.`);
  }
  return [...problems, ...[...files].map((file) => `The file ${file} is in no line of the manifest.`)];
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
