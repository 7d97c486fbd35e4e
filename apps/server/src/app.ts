/** Every route of the server, in one list. */
import { Hono, type Handler } from "hono";
import { describeApi, showApi } from "./http/describe-api.ts";
import { enrolByRequest } from "./http/enrol-replica.ts";
import { findUnits } from "./http/find-units.ts";
import { getCommuneProgress } from "./http/get-commune-progress.ts";
import { getConflicts } from "./http/get-conflicts.ts";
import { getHealth } from "./http/get-health.ts";
import { getProgress } from "./http/get-progress.ts";
import { getRecords } from "./http/get-records.ts";
import { getSegments } from "./http/get-segments.ts";
import { haveTips } from "./http/have-tips.ts";
import { putSegments } from "./http/put-segments.ts";
import { serveApps, type BuiltApp } from "./http/serve-apps.ts";
import { watchProgress, type ProgressWatch } from "./http/watch-progress.ts";
import type { Services } from "./services.ts";

export type Route = {
  readonly method: "get" | "post";
  readonly path: string;
  readonly act: (services: Services) => Handler;
  readonly summary: string;
  /** Name of a read model in contract/reports, or a media type. */
  readonly answers: string;
};

function routesWith(watch: ProgressWatch): readonly Route[] {
  const routes: Route[] = [
    { method: "post", path: "/sync/have", act: haveTips, answers: "application/cbor", summary: "Compare tips of replicas with what this store holds" },
    { method: "post", path: "/sync/put", act: putSegments, answers: "application/cbor", summary: "Put segments, each judged alone, any number of times" },
    { method: "get", path: "/sync/get", act: getSegments, answers: "application/cbor", summary: "Segments of one replica after a tip (?replica=&after=)" },
    { method: "post", path: "/sync/enrol", act: enrolByRequest, answers: "application/cbor", summary: "Ask to be enrolled; answers with a certificate of the province" },
    { method: "get", path: "/api/progress", act: getProgress, answers: "ProvinceProgress", summary: "The four numbers of the province and its communes" },
    { method: "get", path: "/api/progress/stream", act: watchProgress(watch), answers: "text/event-stream", summary: "progress-changed events, within a second of the change" },
    { method: "get", path: "/api/units", act: findUnits, answers: "UnitMatches", summary: "Units by an old or new name, with or without diacritics (?q=)" },
    { method: "get", path: "/api/units/:unit/progress", act: getCommuneProgress, answers: "CommuneProgress", summary: "One commune, the former communes it was made of, its hamlets" },
    { method: "get", path: "/api/records", act: getRecords, answers: "FactRecords", summary: "The records a figure stands on (?unit=&group=&measure=&after=)" },
    { method: "get", path: "/api/conflicts", act: getConflicts, answers: "RecordConflicts", summary: "Records that were changed in two places at once, for a person to decide" },
    { method: "get", path: "/api/health", act: getHealth, answers: "application/json", summary: "Whether the store answers" },
  ];
  return [
    ...routes,
    { method: "get", path: "/api/openapi.json", act: describeApi(routes), answers: "application/json", summary: "This list for programs" },
    { method: "get", path: "/api/docs", act: showApi(routes), answers: "text/html", summary: "This list for people" },
  ];
}

export function createApp(services: Services, watch: ProgressWatch, apps: readonly BuiltApp[]): Hono {
  const app = new Hono();
  for (const { method, path, act } of routesWith(watch)) app[method](path, act(services));
  app.get("*", serveApps(apps)(services));
  return app;
}
