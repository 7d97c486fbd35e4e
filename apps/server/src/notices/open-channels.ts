/** Which channels this installation has: Web Push where it has a public address, SMS and Zalo where the operator gave their keys. None is there by itself. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NoticeChannel } from "./channels.ts";
import { sms, SMS_SERVICE, type SmsOptions } from "./sms.ts";
import { newVapidKeys, vapidKeysFrom, webPush, type VapidKeys } from "./web-push.ts";
import { zalo, ZALO_SERVICE, type ZaloOptions } from "./zalo.ts";

export type NoticeOptions = { readonly sms?: Omit<SmsOptions, "service">; readonly zalo?: Omit<ZaloOptions, "service"> };

export type Notices = { readonly channels: readonly NoticeChannel[]; /** What a page subscribes to Web Push with; absent: no Web Push. */ readonly pushKey?: string };

export function openChannels({ dataFolder, origin, now, options }: { readonly dataFolder: string; readonly origin: URL | undefined; readonly now: () => number; readonly options: NoticeOptions }): Notices {
  const keys = origin?.protocol === "https:" ? vapidKeysIn(dataFolder) : undefined;
  return {
    channels: [
      ...(keys === undefined || origin === undefined ? [] : [webPush({ keys, contact: origin.origin, now })]),
      ...(options.sms === undefined ? [] : [sms({ service: SMS_SERVICE, ...options.sms })]),
      ...(options.zalo === undefined ? [] : [zalo({ service: ZALO_SERVICE, ...options.zalo })]),
    ],
    ...(keys === undefined ? {} : { pushKey: keys.publicKey }),
  };
}

/** Made once: with another key every browser would have to be asked again. */
function vapidKeysIn(dataFolder: string): VapidKeys {
  const file = join(dataFolder, "vapid.pem");
  if (existsSync(file)) return vapidKeysFrom(readFileSync(file));
  const keys = newVapidKeys();
  writeFileSync(file, keys.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  return keys;
}
