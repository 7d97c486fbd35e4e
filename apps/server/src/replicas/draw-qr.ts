/** A text as a QR code: for the terminal, two modules to a letter, and as SVG for paper. Level L where the text is long; level M on cards. */
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

/** The code of a credential: in capitals, so that two letters take 11 bits, and at level M, for paper gets dirty. As one SVG path in a square of `side` modules, margin included. */
export function credentialQr(text: string): { readonly side: number; readonly path: string } {
  const code = makeQr(0, "M");
  code.addData(text, "Alphanumeric");
  code.make();
  const side = code.getModuleCount();
  const path = Array.from({ length: side }, (_, row) => Array.from({ length: side }, (_, column) => (code.isDark(row, column) ? `M${column + MARGIN} ${row + MARGIN}h1v1h-1z` : "")).join("")).join("");
  return { side: side + 2 * MARGIN, path };
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
