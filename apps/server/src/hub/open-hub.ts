/** The program as a hub in a village: takes segments, hands them on when there is a line, serves the phone app. */
import { join } from "node:path";
import { createHubApp } from "../app.ts";
import { projectFolder } from "../configuration.ts";
import type { CommonServices, HubServices, Running } from "../services.ts";
import { openSigningKey } from "../signing/store-keys.ts";
import { hubCode } from "./addresses.ts";
import { openUpstream } from "./upstream.ts";

export function openHub(common: CommonServices, { dataFolder, upstream: address, everyS }: { readonly dataFolder: string; readonly upstream: URL; readonly everyS: number }): Running {
  const storeKey = openSigningKey(join(dataFolder, "store-key.pem"));
  const upstream = openUpstream({ ...common, address, everyS, storeKey });
  const services: HubServices = { ...common, level: 0, storeKey, upstream };
  let addresses: readonly string[] = [];
  return {
    app: createHubApp(services, () => addresses, [{ folder: join(projectFolder, "apps/pwa/dist"), base: "/", below: ["/v/"] }]),
    async ready(reachedAt) {
      addresses = reachedAt;
      console.log(`\nTrạm Học Vụ Số: ${addresses.join("  ")}`);
      for (const each of addresses) console.log(`Mã trạm / hub code:\n\n${hubCode(each)}\n`); // alone between empty lines: a code goes on over a line break
      console.log(`Chuyển về / hands on to: ${address.href}\nTình hình / how it is doing: ${addresses[0] ?? ""}/tram/\n`);
    },
    stop: () => upstream.stop(),
  };
}
