/** The drawn pictures, which come after the page: undefined until then, and where they have not reached the phone. They are decoration, or stand beside their words. */
import { useEffect, useState } from "preact/hooks";

export function usePictures(isWanted = true): Readonly<Record<string, string>> | undefined {
  const [all, setAll] = useState<Readonly<Record<string, string>>>();
  useEffect(() => { if (isWanted && all === undefined) void import("./lesson-pictures.ts").then(({ pictures }) => setAll(pictures), () => {}); }, [isWanted]);
  return all;
}
