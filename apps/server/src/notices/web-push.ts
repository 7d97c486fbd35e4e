/**
 * Web Push without a word in it (RFC 8030; VAPID, RFC 8292): the browser is woken and shows a sentence of its own. Nothing is encrypted because nothing is sent, and
 * the push service learns nothing but that something waits.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { askService, type NoticeChannel } from "./channels.ts";

/** A day: what waited longer is found on the page. */
const TTL_S = 86_400;
/** RFC 8292, section 2: at most a day. */
const TOKEN_S = 43_200;

export type VapidKeys = { readonly privateKey: KeyObject; /** Uncompressed point, base64url: what a page subscribes with. */ readonly publicKey: string };

export function newVapidKeys(): VapidKeys {
  return vapidKeysFrom(generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey.export({ type: "pkcs8", format: "pem" }));
}

/** @throws Error for what is no P-256 key in PEM. */
export function vapidKeysFrom(pem: string | Buffer): VapidKeys {
  const privateKey = createPrivateKey(pem);
  const { x, y } = createPublicKey(privateKey).export({ format: "jwk" });
  if (x === undefined || y === undefined) throw new Error("no key on P-256");
  return { privateKey, publicKey: Buffer.concat([Uint8Array.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]).toString("base64url") };
}

/** Services that browsers subscribe with: nobody makes this server ask an address of their own choosing. */
const SERVICES = [/\.push\.apple\.com$/, /^fcm\.googleapis\.com$/, /\.push\.services\.mozilla\.com$/, /\.notify\.windows\.com$/];

/** @param contact mailto: or https: address of whoever runs this server, as RFC 8292 asks. @param alsoAllowed of a test's own service. */
export function webPush({ keys, contact, now, alsoAllowed = [] }: { readonly keys: VapidKeys; readonly contact: string; readonly now: () => number; readonly alsoAllowed?: readonly string[] }): NoticeChannel {
  return {
    channel: "web-push",
    isAddress: (address) => URL.canParse(address) && address.length <= 1_000 && isService(new URL(address), alsoAllowed),
    tell: (address) => {
      const claims = { aud: new URL(address).origin, exp: Math.floor(now() / 1_000) + TOKEN_S, sub: contact };
      const head = [{ typ: "JWT", alg: "ES256" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
      const signature = sign("sha256", Buffer.from(head), { key: keys.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url");
      return askService(address, { method: "POST", headers: { authorization: `vapid t=${head}.${signature}, k=${keys.publicKey}`, ttl: String(TTL_S), urgency: "normal" } },
        (status) => (status >= 200 && status < 300 ? "told" : status === 404 || status === 410 ? "gone" : "refused"));
    },
  };
}

function isService({ protocol, hostname, origin }: URL, alsoAllowed: readonly string[]): boolean {
  return alsoAllowed.includes(origin) || (protocol === "https:" && SERVICES.some((service) => service.test(hostname)));
}
