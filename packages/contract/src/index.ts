export * from "./ids.ts";
export * from "./events.ts";
export * from "./segments.ts";
export * from "./content.ts";
export * from "./credential.ts";
export * from "./reports.ts";
export * from "./version.ts";
export * from "./office.ts";
