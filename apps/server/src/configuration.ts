/** What the operator chose, by environment: read once, refused plainly. */
import { isAbsolute, resolve } from "node:path";

export type Configuration = {
  readonly port: number;
  readonly host: string;
  /** The database, the store's key and logs of this installation. */
  readonly dataFolder: string;
  /** The operator's own PostgreSQL; absent: the embedded one. */
  readonly databaseUrl?: string;
  /** Sample people loaded into an empty store at the first start; 0 for a province that begins with real ones. */
  readonly samplePeople: number;
};

export const projectFolder = resolve(import.meta.dirname, "../../..");

/** The year of the first Bình dân học vụ. */
const DEFAULT_PORT = 1945;

export type ConfigurationRefused = { readonly variable: string; readonly value: string };

export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration | ConfigurationRefused {
  const port = wholeNumber(env["PORT"], DEFAULT_PORT, 65_535);
  if (port === undefined) return { variable: "PORT", value: env["PORT"] ?? "" };
  const samplePeople = wholeNumber(env["SAMPLE_PEOPLE"], 20_000, 2_000_000);
  if (samplePeople === undefined) return { variable: "SAMPLE_PEOPLE", value: env["SAMPLE_PEOPLE"] ?? "" };
  const databaseUrl = env["DATABASE_URL"];
  if (databaseUrl !== undefined && databaseUrl !== "" && !URL.canParse(databaseUrl)) return { variable: "DATABASE_URL", value: databaseUrl };
  const folder = env["DATA_FOLDER"] ?? ".data";
  return {
    port, samplePeople,
    host: env["HOST"] ?? "127.0.0.1",
    dataFolder: isAbsolute(folder) ? folder : resolve(projectFolder, folder),
    ...(databaseUrl === undefined || databaseUrl === "" ? {} : { databaseUrl }),
  };
}

function wholeNumber(text: string | undefined, otherwise: number, most: number): number | undefined {
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;
}
