/** A text as a QR code that phones can read. The encoder is loaded when one is to be shown. */
import { useEffect, useState } from "preact/hooks";

/** Modules of quiet ground around a code, as ISO/IEC 18004 asks. */
const QUIET = 4;
/** Below this length a code of medium correction is still coarse enough for a cheap camera. */
const SHORT_LETTERS = 150;

type Drawn = { readonly side: number; readonly path: string };

async function draw(text: string): Promise<Drawn> {
  const { default: encode } = await import("qrcode-generator");
  // Capitals and digits alone take 5.5 bits a letter, so that there is room for more correction.
  const isCapitals = /^[0-9A-Z $%*+./:-]+$/.test(text);
  const code = encode(0, isCapitals || text.length <= SHORT_LETTERS ? "M" : "L");
  code.addData(text, isCapitals ? "Alphanumeric" : "Byte");
  code.make();
  const side = code.getModuleCount();
  let path = "";
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const start = column;
      while (column < side && code.isDark(row, column)) column++;
      if (column > start) path += `M${start + QUIET} ${row + QUIET}h${column - start}v1h${start - column}z`;
    }
  }
  return { side: side + 2 * QUIET, path };
}

export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<Drawn>();
  useEffect(() => {
    let isWanted = true;
    void draw(text).then((now) => { if (isWanted) setDrawn(now); }, (refusal: unknown) => console.warn(refusal)); // the code in letters stands beside it
    return () => { isWanted = false; };
  }, [text]);
  return (
    <div class="qr" role="img" aria-label={label}>
      {drawn && <svg viewBox={`0 0 ${drawn.side} ${drawn.side}`} shape-rendering="crispEdges"><path d={drawn.path} /></svg>}
    </div>
  );
}
