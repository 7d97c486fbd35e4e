/** What the server needs of `content/`: the units, who counts as capable, what is certified, the targets, the simulators to score runs by. Checked by `npm run content`; a file that is not there is a broken installation. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CalibrationPolicy, CampaignPolicy, CertifyingItem, CredentialPolicy, DataRightsPolicy, EnrolmentPolicy, EvidenceLadder, Framework, Item, LocalModelLibrary, ReportPolicy, Simulator, Target, VneidListPolicy } from "@hocvuso/contract";
import { capabilityPolicy } from "@hocvuso/domain/measurement";
import { buildRegister, type UnitRegisterFile } from "@hocvuso/domain/units";
import { Type, type Static, type TSchema } from "typebox";
import { Value } from "typebox/value";
import { projectFolder } from "./configuration.ts";
import { simulatorName, type Simulators } from "./projections/read-facts.ts";
import type { Services } from "./services.ts";

const TargetsFile = Type.Object({ targets: Type.Array(Target) });

export function readContent(): Pick<Services, "calibration" | "campaigns" | "certifying" | "credentials" | "enrolment" | "framework" | "ladder" | "localModels" | "policy" | "practice" | "register" | "reports" | "rights" | "simulators" | "targets" | "vneidList"> {
  const ladder = read("policies/evidence-ladder.json", EvidenceLadder);
  return {
    certifying: readCertifyingItems(),
    practice: readAll("items", Item),
    framework: read("frameworks/thong-tu-02-2025.json", Framework),
    calibration: read("policies/calibration.json", CalibrationPolicy),
    ladder,
    campaigns: read("policies/campaigns.json", CampaignPolicy),
    localModels: read("policies/local-models.json", LocalModelLibrary),
    credentials: read("policies/credentials.json", CredentialPolicy),
    vneidList: read("policies/vneid-list.json", VneidListPolicy),
    reports: read("policies/reports.json", ReportPolicy),
    enrolment: read("policies/enrolment.json", EnrolmentPolicy),
    rights: read("policies/data-rights.json", DataRightsPolicy),
    policy: capabilityPolicy(ladder),
    // buildRegister checks all it promises of the file.
    register: buildRegister(JSON.parse(text("units/quang-tri.json")) as UnitRegisterFile),
    simulators: readSimulators(),
    targets: read("policies/targets.json", TargetsFile).targets,
  };
}

/** Of all that decides what a fact counts for. */
export function contentDigest({ policy, simulators }: Pick<Services, "policy" | "simulators">): string {
  return createHash("sha256").update(JSON.stringify([policy, [...simulators.keys()].toSorted()])).digest("hex");
}

/** Those that ship today and, in `earlier/`, those that phones may still carry. */
function readSimulators(): Simulators {
  const names = readdirSync(join(projectFolder, "content/simulators"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  return new Map(names.map((name) => {
    const version = createHash("sha256").update(text(`simulators/${name}`)).digest("hex").slice(0, 8);
    const simulator = read(`simulators/${name}`, Simulator);
    return [simulatorName(simulator.id, version), simulator];
  }));
}

function readCertifyingItems(): Services["certifying"] {
  const version = createHash("sha256").update(filesIn("certifying").map((name) => text(name)).join("\n")).digest("hex").slice(0, 8);
  return { version, items: readAll("certifying", CertifyingItem) };
}

function readAll<Schema extends TSchema>(folder: string, schema: Schema): Static<Schema>[] {
  return filesIn(folder).map((name) => read(name, schema));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(projectFolder, "content", folder)).filter((name) => name.endsWith(".json")).toSorted().map((name) => `${folder}/${name}`);
}

function text(name: string): string {
  return readFileSync(join(projectFolder, "content", name), "utf8");
}

function read<Schema extends TSchema>(name: string, schema: Schema): Static<Schema> {
  const value: unknown = JSON.parse(text(name));
  if (!Value.Check(schema, value)) throw new TypeError(`content/${name} does not have its shape: ${Value.Errors(schema, value)[0]?.instancePath ?? ""}`);
  return value;
}
