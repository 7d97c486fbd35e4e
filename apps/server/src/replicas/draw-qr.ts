/** A text as a QR code: for the terminal, two modules to a letter, and as an SVG file for paper. Level L, for screens and print are clean and the text is long. */
import makeQr from "qrcode-generator";

/** Light modules around it, as ISO/IEC 18004 asks. */
const MARGIN = 4;

/** Drawn light on dark, as terminals are; readers on phones take both. */
export function qrForTerminal(text: string): string {
  const { getModuleCount, isDark } = codeOf(text);
  const side = getModuleCount();
  const isLight = (row: number, column: number) => row < 0 || column < 0 || row >= side || column >= side || !isDark(row, column);
  const lines: string[] = [];
  for (let row = -MARGIN; row < side + MARGIN; row += 2) {
    let line = "";
    for (let column = -MARGIN; column < side + MARGIN; column++) {
      const [upper, lower] = [isLight(row, column), row + 1 < side + MARGIN && isLight(row + 1, column)];
      line += upper ? (lower ? "█" : "▀") : lower ? "▄" : " ";
    }
    lines.push(line);
  }
  return lines.join("\n");
}

export function qrAsSvg(text: string): string {
  return codeOf(text).createSvgTag({ cellSize: 4, margin: 4 * MARGIN, scalable: true });
}

function codeOf(text: string) {
  const code = makeQr(0, "L");
  code.addData(text);
  code.make();
  return code;
}
