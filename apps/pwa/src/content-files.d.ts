/** How the build hands over content files, which `npm run content` has checked. */

/** All simulators, by id. */
declare module "*/content/simulators?index" {
  import type { SimulatorEntry } from "../src/device/content-entry.ts";
  export const entries: readonly SimulatorEntry[];
}
/** All lessons, by id. */
declare module "*/content/lessons?index" {
  import type { LessonEntry } from "../src/device/content-entry.ts";
  export const entries: readonly LessonEntry[];
}
/** All lessons whole: for pages drawn at the build, not for the phone. */
declare module "*/content/lessons?texts" {
  import type { LessonFile } from "../src/screens/lesson/lesson-file.ts";
  export const entries: readonly LessonFile[];
}
/** The practice questions that a placement asks: a file of its own. */
declare module "*/content/items?placement" {
  /** A `FetchedFile`; `version` as the province names the questions. */
  export const entries: { readonly address: string; readonly sha256: string; readonly travelBytes: number; readonly version: string };
}
declare module "*.json?tests" {
  import type { TestsPolicy } from "@hocvuso/contract";
  export const content: Omit<TestsPolicy, "sources">;
}
/** All paths, in the order in which they are shown. */
declare module "*/content/paths?index" {
  import type { Path } from "@hocvuso/contract";
  export const entries: readonly Omit<Path, "sources">[];
}
/** What the pictures tell that simulators show, by name. Asked of the file of all pictures. */
declare module "*.json?simulator-pictures" {
  import type { Text } from "@hocvuso/contract";
  export const content: Readonly<Record<string, Text>>;
}
declare module "*.json?framework" {
  import type { Framework } from "@hocvuso/contract";
  /** Without definitions of components. */
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
/** Made by build/spoken-and-sought.ts. */
declare module "*/content/?search" {
  import type { FetchedFile } from "../src/fetched-file.ts";
  export const file: FetchedFile;
}
declare module "*/content/?script" {
  import type { FetchedFile } from "../src/fetched-file.ts";
  export const file: FetchedFile;
}
/** Languages in which the app has, or wants, recorded voices. */
declare module "*/content/narration?index" {
  import type { NarrationEntry } from "../src/narration/script.ts";
  export const entries: readonly NarrationEntry[];
}
/** With its sources, which the help page shows. */
declare module "*.json?help" {
  import type { HelpTopics } from "@hocvuso/contract";
  export const content: HelpTopics;
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
