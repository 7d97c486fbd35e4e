/**
 * Writes a paper as .docx (Office Open XML, ECMA-376) in the layout of Nghị định 30/2020/NĐ-CP: A4, margins 20 mm, 30 mm on the left, Times New Roman,
 * the agency beside the nation's name, the kind of paper in the middle, recipients beside the signature, footnotes that Word itself numbers.
 */
import type { Block, Paper, Run } from "./paper.ts";
import { zipFile } from "./zip-file.ts";

/** Twentieths of a point. */
const MM = 56.7;
const [PAGE_WIDTH, PAGE_HEIGHT] = [11_906, 16_838];
const [LEFT, MARGIN] = [Math.round(30 * MM), Math.round(20 * MM)];
const TEXT_WIDTH = PAGE_WIDTH - LEFT - MARGIN;
const HALF_POINTS = { text: 27, head: 26, motto: 28, table: 22, small: 22, note: 20 } as const;

const NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export function wordFile(paper: Paper): Uint8Array {
  return zipFile([
    { name: "[Content_Types].xml", content: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/><Override PartName="/word/footnotes.xml" ContentType="${WORD}.footnotes+xml"/><Override PartName="/word/settings.xml" ContentType="${WORD}.settings+xml"/><Override PartName="/word/header1.xml" ContentType="${WORD}.header+xml"/></Types>` },
    { name: "_rels/.rels", content: relations([["officeDocument", "word/document.xml"]]) },
    { name: "word/_rels/document.xml.rels", content: relations([["styles", "styles.xml"], ["footnotes", "footnotes.xml"], ["settings", "settings.xml"], ["header", "header1.xml"]]) },
    { name: "word/document.xml", content: `${XML}<w:document ${NAMESPACES}><w:body>${bodyOf(paper)}${section}</w:body></w:document>` },
    { name: "word/styles.xml", content: styles },
    { name: "word/footnotes.xml", content: footnotesOf(paper) },
    { name: "word/settings.xml", content: `${XML}<w:settings ${NAMESPACES}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:themeFontLang w:val="vi-VN"/></w:settings>` },
    // From the second page on, as the decree has it.
    { name: "word/header1.xml", content: `${XML}<w:hdr ${NAMESPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>` },
  ]);
}

function relations(parts: readonly (readonly [kind: string, target: string])[]): string {
  const lines = parts.map(([kind, target], at) => `<Relationship Id="r${at + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`);
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join("")}</Relationships>`;
}

const section = `<w:sectPr><w:headerReference w:type="default" r:id="r4"/><w:pgSz w:w="${PAGE_WIDTH}" w:h="${PAGE_HEIGHT}"/><w:pgMar w:top="${MARGIN}" w:right="${MARGIN}" w:bottom="${MARGIN}" w:left="${LEFT}" w:header="${Math.round(10 * MM)}" w:footer="${Math.round(10 * MM)}" w:gutter="0"/><w:titlePg/></w:sectPr>`;

const font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/>';
const styles = `${XML}<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>${font}<w:sz w:val="${HALF_POINTS.text}"/><w:szCs w:val="${HALF_POINTS.text}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="80"/><w:ind w:firstLine="567"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="${HALF_POINTS.note}"/></w:rPr></w:style><w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>`;

function footnotesOf({ notes }: Paper): string {
  const separators = [["-1", "separator"], ["0", "continuationSeparator"]].map(([id, kind]) => `<w:footnote w:type="${kind}" w:id="${id}"><w:p><w:r><w:${kind}/></w:r></w:p></w:footnote>`);
  const own = notes.map((note, at) => `<w:footnote w:id="${at + 1}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>${textRun(` ${note}`, "")}</w:p></w:footnote>`);
  return `${XML}<w:footnotes ${NAMESPACES}>${separators.join("")}${own.join("")}</w:footnotes>`;
}

function bodyOf({ head, title, about, stamp, blocks, recipients, signature }: Paper): string {
  const line = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>';
  /** The stroke under a line: as wide as the share of the column that the indents leave. */
  const stroke = (indent: number) => `<w:p><w:pPr>${line}<w:spacing w:line="40" w:lineRule="exact" w:after="80"/><w:ind w:left="${indent}" w:right="${indent}"/></w:pPr></w:p>`;
  const [agencies, reporter] = [head.agencies.slice(0, -1), head.agencies.at(-1) ?? ""];
  const left = [
    ...agencies.map((agency) => paragraph([{ text: agency }], { align: "center", size: HALF_POINTS.head })),
    paragraph([{ text: reporter, bold: true }], { align: "center", size: HALF_POINTS.head }), stroke(1_250),
    paragraph([{ text: head.number }], { align: "center", size: HALF_POINTS.head }),
  ];
  const right = [
    paragraph([{ text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold: true }], { align: "center", size: HALF_POINTS.head - 1 }),
    paragraph([{ text: "Độc lập - Tự do - Hạnh phúc", bold: true }], { align: "center", size: HALF_POINTS.motto }), stroke(1_150),
    paragraph([{ text: head.placeAndDay, italic: true }], { align: "center", size: HALF_POINTS.head }),
  ];
  return [
    ...(stamp === undefined ? [] : [paragraph([{ text: stamp, bold: true }], { align: "right", size: HALF_POINTS.small })]),
    table([Math.round(0.42 * TEXT_WIDTH), Math.round(0.58 * TEXT_WIDTH)], [[left.join(""), right.join("")]], { hasBorders: false, headings: 0 }),
    paragraph([], {}),
    paragraph([{ text: title, bold: true }], { align: "center", size: HALF_POINTS.motto }),
    paragraph([{ text: about, bold: true }], { align: "center", size: HALF_POINTS.motto }),
    stroke(3_200),
    ...blocks.map(blockXml),
    paragraph([], {}),
    table([Math.round(TEXT_WIDTH / 2), Math.round(TEXT_WIDTH / 2)], [[
      [paragraph([{ text: "Nơi nhận:", bold: true, italic: true }], { size: HALF_POINTS.small + 2 }), ...recipients.map((recipient, at) => paragraph([{ text: `- ${recipient}${at === recipients.length - 1 ? "." : ";"}` }], { size: HALF_POINTS.small }))].join(""),
      [...signature.map((one) => paragraph([{ text: one, bold: true }], { align: "center", size: HALF_POINTS.motto })), ...Array.from({ length: 4 }, () => paragraph([], {}))].join(""),
    ]], { hasBorders: false, headings: 0 }),
    paragraph([], {}), // a table must not be the last thing of a paper
  ].join("");
}

function blockXml(block: Block): string {
  switch (block.is) {
    case "heading": return paragraph([{ text: block.text }], { style: "Heading1" });
    case "text": return paragraph(block.runs, { align: "both", firstLine: 567, after: 100 });
    case "caption": return paragraph(block.runs, { align: "center", before: 80, after: 80, keepNext: true });
    case "table": {
      const share = block.widths.reduce((sum, width) => sum + width, 0);
      const cell = (runs: readonly Run[], column: number, isHeading: boolean) => paragraph(runs.map((run) => (isHeading ? { ...run, bold: true } : run)), { align: column === 0 && !isHeading ? "left" : "center", size: HALF_POINTS.table });
      return table(
        block.widths.map((width) => Math.round((width / share) * TEXT_WIDTH)),
        [block.headings.map((runs, column) => cell(runs, column, true)), ...block.rows.map((row) => row.map((runs, column) => cell(runs, column, false)))],
        { hasBorders: true, headings: 1 },
      );
    }
  }
}

type Form = { readonly align?: "left" | "center" | "right" | "both"; readonly size?: number; readonly style?: string; readonly firstLine?: number; readonly before?: number; readonly after?: number; readonly keepNext?: true };

function paragraph(runs: readonly Run[], { align, size, style, firstLine, before, after, keepNext }: Form): string {
  const form = [
    style === undefined ? "" : `<w:pStyle w:val="${style}"/>`,
    keepNext === undefined ? "" : "<w:keepNext/>",
    before === undefined && after === undefined ? "" : `<w:spacing w:before="${before ?? 0}" w:after="${after ?? 0}"/>`,
    firstLine === undefined ? "" : `<w:ind w:firstLine="${firstLine}"/>`,
    align === undefined ? "" : `<w:jc w:val="${align}"/>`,
  ].join("");
  return `<w:p>${form === "" ? "" : `<w:pPr>${form}</w:pPr>`}${runs.map((run) => runXml(run, size)).join("")}</w:p>`;
}

function runXml({ text, bold, italic, note }: Run, size: number | undefined): string {
  const form = `${bold === true ? "<w:b/>" : ""}${italic === true ? "<w:i/>" : ""}${size === undefined ? "" : `<w:sz w:val="${size}"/>`}`;
  return `${textRun(text, form)}${note === undefined ? "" : `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="${note}"/></w:r>`}`;
}

function textRun(text: string, form: string): string {
  return `<w:r>${form === "" ? "" : `<w:rPr>${form}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

function table(widths: readonly number[], rows: readonly (readonly string[])[], { hasBorders, headings }: { readonly hasBorders: boolean; readonly headings: number }): string {
  const borders = hasBorders ? `<w:tblBorders>${["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`).join("")}</w:tblBorders>` : "";
  const cells = (row: readonly string[]) => row.map((cell, at) => `<w:tc><w:tcPr><w:tcW w:w="${widths[at] ?? 0}" w:type="dxa"/></w:tcPr>${cell}</w:tc>`).join("");
  const lines = rows.map((row, at) => `<w:tr><w:trPr><w:cantSplit/>${at < headings ? "<w:tblHeader/>" : ""}</w:trPr>${cells(row)}</w:tr>`);
  return `<w:tbl><w:tblPr><w:tblW w:w="${widths.reduce((sum, width) => sum + width, 0)}" w:type="dxa"/>${borders}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>${lines.join("")}</w:tbl>`;
}

/** Without the characters that XML holds in no form. */
function escapeXml(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n\r]/gu, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
