export { PostgresUnavailable, sayPostgresUnavailable } from "./unavailable.ts";
export type { PostgresUnavailableCode, PostgresUnavailableFacts } from "./unavailable.ts";
export { startEmbeddedPostgres } from "./supervise.ts";
export type { RunningPostgres } from "./supervise.ts";
