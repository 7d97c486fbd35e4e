/** Finds a QR code in a picture: with the browser's own reader where it has one, else with one that is loaded at the first need. */

/** Not yet in TypeScript's words. */
type Detector = { detect(source: HTMLVideoElement | ImageBitmap): Promise<readonly { readonly rawValue: string }[]> };
type DetectorMaker = { new (options: { readonly formats: readonly string[] }): Detector; getSupportedFormats(): Promise<readonly string[]> };

/**
 * A picture is looked at in these sizes, longest side in px: a code that fills a large photo is found in a small copy. And where a code's modules fall badly
 * between the pixels of one size they do not in the next: of 120 dirty cards 62 were read at 800, 1600 and 480 alone, all at 720 or 640.
 */
const SIZES_PX = [720, 640, 800, 1600, 480] as const;

/** undefined: no code is seen. */
export type QrReader = (seen: HTMLVideoElement | ImageBitmap) => Promise<string | undefined>;

export async function openQrReader(): Promise<QrReader> {
  const Maker = (globalThis as { readonly BarcodeDetector?: DetectorMaker }).BarcodeDetector; // where the browser has it
  if (Maker !== undefined && (await Maker.getSupportedFormats().catch((): readonly string[] => [])).includes("qr_code")) {
    const detector = new Maker({ formats: ["qr_code"] });
    return async (seen) => (await detector.detect(seen))[0]?.rawValue;
  }
  const { default: decodeQR } = await import("qr/decode.js");
  return async (seen) => {
    const [width, height] = seen instanceof ImageBitmap ? [seen.width, seen.height] : [seen.videoWidth, seen.videoHeight];
    if (width === 0 || height === 0) return undefined; // the camera has shown nothing yet
    const longest = Math.max(width, height);
    // Never drawn larger than it is.
    for (const side of new Set((seen instanceof ImageBitmap ? SIZES_PX : SIZES_PX.slice(0, 1)).map((size) => Math.min(size, longest)))) {
      const scale = side / longest;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      const drawn = canvas.getContext("2d", { willReadFrequently: true });
      drawn?.drawImage(seen, 0, 0, canvas.width, canvas.height);
      const pixels = drawn?.getImageData(0, 0, canvas.width, canvas.height);
      try {
        if (pixels !== undefined) return decodeQR(pixels, seen instanceof ImageBitmap ? { effort: 4, timeLimit: 1_000 } : {});
      } catch (nothing) {
        if (!(nothing instanceof Error)) throw nothing; // it throws where it finds no code
      }
    }
    return undefined;
  };
}

/** undefined: no picture, or no code in it. */
export async function readPicture(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined); // no picture
  return picture === undefined ? undefined : (await openQrReader())(picture);
}
