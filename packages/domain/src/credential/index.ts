/** What the province says of a person's skill: what is earned, how it is said on paper and in the standard's form, and what a code is worth. Keys, clock and lists are arguments. */
export { earnedLevel, type Achievement, type HeldEvidence } from "./achievements.ts";
export { checkCode, type CodeCheck, type HeldIssuer, type IssuerKey } from "./check-code.ts";
export { codeLimits, codeText, signCode, type CodeKey } from "./code.ts";
export { didOf, proofStatements, recordStatements, skillRecord, type RecordGiven } from "./skill-record.ts";
export { statusBits } from "./status-list.ts";
