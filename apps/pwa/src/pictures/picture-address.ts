/** Where a picture lies that content names. The list is of all pictures, so this is no part of the first script: pages carry their addresses. */
import { hashes } from "../pictures?hashes";

/** undefined: nobody has drawn it. */
export function pictureAddress(name: string): string | undefined {
  const hash = hashes[name];
  return hash === undefined ? undefined : `/assets/pictures/${name}-${hash}.svg`;
}
