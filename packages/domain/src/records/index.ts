export { headsOf, type Heads, type Version } from "./heads.ts";
export { mergedRoots } from "./merged-persons.ts";
