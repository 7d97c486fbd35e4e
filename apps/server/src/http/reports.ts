/** /api/units/:unit/reports: reports of a unit as they were kept, another by order, and each as a file for Word or a spreadsheet. */
import { UnitId, WrittenReport, type WrittenReports } from "@hocvuso/contract";
import { Type } from "typebox";
import { visitorOf } from "../identity/visitor.ts";
import { findReport, listReports, writeReport } from "../reports/keep-reports.ts";
import { paperOf } from "../reports/paper.ts";
import { wordFile } from "../reports/word-file.ts";
import { workbookOf } from "../reports/workbook.ts";
import { posted, query } from "./endpoint.ts";

const formats = {
  docx: { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", make: async (report: WrittenReport, policy: Parameters<typeof paperOf>[1]) => wordFile(paperOf(report, policy)) },
  xlsx: { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", make: workbookOf },
} as const;

export const getReports = query(Type.Object({ unit: UnitId }), async ({ unit }, services): Promise<WrittenReports> => listReports(unit, services));

export const orderReport = posted(Type.Object({ unit: UnitId, boundaries: Type.Optional(Type.String()) }), async ({ unit, boundaries }, services, c): Promise<WrittenReport> => {
  const { staff } = await visitorOf(c, services);
  return writeReport({ kind: "ordered", unit, boundaries }, staff?.id, services);
});

const asked = { unit: UnitId, report: WrittenReport.properties.report };

export const getReport = query(Type.Object(asked), async ({ unit, report }, services): Promise<WrittenReport> => findReport(unit, report, services));

export const getReportFile = query(Type.Object({ ...asked, format: Type.Union([Type.Literal("docx"), Type.Literal("xlsx")]) }), async ({ unit, report, format }, services, c) => {
  const kept = await findReport(unit, report, services);
  const { type, make } = formats[format];
  return c.body(new Uint8Array(await make(kept, services.reports)), 200, {
    "content-type": type, "content-disposition": `attachment; filename="bao-cao-${unit}-${kept.activity.to}.${format}"`, "cache-control": "no-store", "x-content-type-options": "nosniff",
  });
});
