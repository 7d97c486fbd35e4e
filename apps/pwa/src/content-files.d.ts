/** How the build hands over content files. `npm run content` has checked them; `version` is the first 8 hexadecimal digits of the SHA-256 of the file's bytes. */
declare module "*.json?simulator" {
  import type { Simulator } from "@hocvuso/contract";
  export const content: Simulator;
  export const version: string;
}
/** All simulators, by id. */
declare module "*/content/simulators?index" {
  import type { SimulatorEntry } from "../src/screens/practice/simulator-entry.ts";
  export const entries: readonly SimulatorEntry[];
}
declare module "*.json?lesson" {
  import type { Lesson } from "@hocvuso/contract";
  export const content: Lesson;
}
/** The items that a lesson asks, in its order. Asked of the lesson's file. */
declare module "*.json?items" {
  import type { Item } from "@hocvuso/contract";
  export const content: readonly Item[];
}
declare module "*.json?pictures" {
  import type { Pictures } from "@hocvuso/contract";
  export const content: Pictures;
}
declare module "*.json?framework" {
  import type { Framework } from "@hocvuso/contract";
  /** Without titles and definitions of components: what the lamps need. */
  export const content: Pick<Framework, "id" | "domains" | "bands">;
}
declare module "*.json?policy" {
  import type { EvidenceLadder } from "@hocvuso/contract";
  export const content: EvidenceLadder;
}
declare module "*.json?register" {
  import type { UnitRegisterFile } from "@hocvuso/domain/units";
  export const content: UnitRegisterFile;
}
/** What is certified, in words. */
declare module "*.json?credentials" {
  import type { CredentialPolicy } from "@hocvuso/contract";
  export const content: Pick<CredentialPolicy, "notice"> & { readonly achievements: readonly Pick<CredentialPolicy["achievements"][number], "id" | "title" | "criteria">[] };
}
/** The rungs of the evidence ladder, in words. */
declare module "*.json?rungs" {
  import type { EvidenceLadder } from "@hocvuso/contract";
  export const content: EvidenceLadder["rungs"];
}
