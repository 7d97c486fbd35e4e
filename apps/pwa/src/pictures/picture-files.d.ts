/** How the build hands over the drawn pictures of this folder. */
declare module "*/pictures?hashes" {
  /** By name, the 8 digits that end its address before ".svg". */
  export const hashes: Readonly<Record<string, string>>;
}
declare module "*/pictures?drawings" {
  /** By name, the SVG. For pages drawn at build: all of them together are many times larger than the app. */
  export const drawings: Readonly<Record<string, string>>;
}
