/**
 * POST /api/people/imports?unit=&mode=: an .xlsx list of a commune's people. `try` judges and changes nothing, `keep` takes what can be taken,
 * `errors` hands back the rows that cannot as a file with the reasons beside them. On the way one line of NDJSON a step, the result at the end.
 */
import { UnitId, type ListProgress } from "@hocvuso/contract";
import type { ListCell, RowTrouble } from "@hocvuso/domain/people";
import { unitsAt } from "@hocvuso/domain/units";
import { stream } from "hono/streaming";
import { writeXlsx } from "hucre/xlsx";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { visitorOf } from "../identity/visitor.ts";
import { judgeList, keepList, sayJudged, type RowDecisions } from "../people/import-people.ts";
import { readWorkbook, type Workbook } from "../people/read-workbook.ts";
import { currentBoundaries } from "../projections/read-progress.ts";
import { endpoint, problemOf, readBody } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const FILE_BYTES = 10_485_760;
const rowNumbers = Type.Optional(Type.String({ pattern: "^(\\d{1,7}(,\\d{1,7})*)?$", maxLength: 12_000 }));
const Asked = Type.Object({ unit: UnitId, mode: Type.Union([Type.Literal("try"), Type.Literal("keep"), Type.Literal("errors")]), same: rowNumbers, other: rowNumbers });

export const importPeople = endpoint(async (c, services) => {
  const asked: unknown = c.req.query();
  if (!Value.Check(Asked, asked)) throw new Problem("malformed", { where: Value.Errors(Asked, asked)[0]?.instancePath || "?" });
  const { unit, mode } = asked;
  if (!unitsAt(services.register, "commune", currentBoundaries(services.register).asOf).includes(unit)) throw new Problem("unit-unknown", { unit });
  const { staff } = await visitorOf(c, services);
  if (staff === undefined) throw new Problem("sign-in-needed");
  const body = await readBody(c, FILE_BYTES);
  const decisions: RowDecisions = { same: numbersIn(asked.same), other: numbersIn(asked.other) };
  if (mode === "errors") {
    const sheet = await sheetIn(body);
    const judged = await judgeList(sheet.rows, unit, decisions, services);
    if (judged === undefined) throw new Problem("list-without-heading");
    const bad = new Map(judged.read.rows.flatMap((row) => (row.is === "bad" ? [[row.row, row.whys] as const] : [])));
    const rows = [[...textsOf(sheet.rows[judged.read.headingRow - 1] ?? []), "Dòng", "Cần sửa"], ...[...bad].map(([row, whys]) => [...textsOf(sheet.rows[row - 1] ?? []), String(row), whys.map((why) => reasons[why]).join("; ")])];
    const file = await writeXlsx({ sheets: [{ name: "Cần sửa", rows }] });
    return c.body(new Uint8Array(file), 200, { "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "content-disposition": 'attachment; filename="can-sua.xlsx"', "cache-control": "no-store", "x-content-type-options": "nosniff" });
  }
  return stream(c, async (out) => {
    const tell = async (line: object) => void await out.write(`${JSON.stringify(line)}\n`);
    try {
      await tell({ step: "read", done: 0, of: 1 } satisfies ListProgress);
      const { rows } = await sheetIn(body);
      const judged = await services.database.transaction(async (tx) => {
        // One list of a commune at a time: of two that hold the same people the second finds them here.
        if (mode === "keep") await tx.query("SELECT pg_advisory_xact_lock(1946, hashtext($1))", [unit]);
        const found = await judgeList(rows, unit, decisions, services);
        if (mode === "keep" && found !== undefined) await keepList(found, staff, tell, services);
        return found;
      });
      if (judged === undefined) throw new Problem("list-without-heading");
      await tell({ result: sayJudged(judged, { isKept: mode === "keep" }, services) });
    } catch (error) {
      await tell({ problem: problemOf(c, error, services) });
    }
  });
});

async function sheetIn(body: Uint8Array): Promise<Extract<Workbook, { is: "sheet" }>> {
  const workbook = await readWorkbook(body);
  if (workbook.is === "unreadable") throw new Problem("list-unreadable");
  return workbook;
}

function numbersIn(text: string | undefined): ReadonlySet<number> {
  return new Set((text ?? "").split(",").filter((number) => number !== "").map(Number));
}

/** As text: what looked like a formula is handed back as what it looked like, and works out nothing. */
function textsOf(cells: readonly ListCell[]): string[] {
  return cells.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell === null ? "" : String(cell)));
}

/** In the file that is handed back, whose headings are Vietnamese. */
const reasons: Readonly<Record<RowTrouble, string>> = {
  "name-missing": "chưa có họ tên", "name-unreadable": "họ tên có ký tự lạ", "birth-year-unreadable": "năm sinh chưa đọc được", "birth-year-impossible": "năm sinh ngoài khoảng 1900 đến nay",
  "sex-unreadable": "giới tính: ghi nam hoặc nữ", "group-unreadable": "nhóm: ghi cán bộ, học sinh hoặc người dân", "lacks-unreadable": "còn thiếu: ghi SIM, điện thoại, mức 2 hoặc chưa biết chữ", "text-unreadable": "thôn, hộ hoặc tiếng nói có ký tự lạ", repeats: "trùng một dòng ở trên",
};
