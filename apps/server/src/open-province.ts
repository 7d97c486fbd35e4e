/** The program as a province: counts what its phones did, shows it, and reports to the nation where there is one. */
import { join } from "node:path";
import { SAMPLE_SCOPE } from "@hocvuso/contract";
import { createApp } from "./app.ts";
import { calibrateEveryNight } from "./calibration/every-night.ts";
import { projectFolder } from "./configuration.ts";
import { eraseListed } from "./erased-list.ts";
import { codeToSetUp } from "./identity/staff.ts";
import { openProgressWatch } from "./http/watch-progress.ts";
import { freezeDays } from "./projections/read-campaigns.ts";
import { openChannels, type NoticeOptions } from "./notices/open-channels.ts";
import { meetRegularly, type Meetings } from "./meet-regularly.ts";
import { reportToNation } from "./nation/report-to-nation.ts";
import { keepReporting } from "./reports/keep-reports.ts";
import { rebuildProjections } from "./projections/rebuild.ts";
import { contentDigest, readContent } from "./read-content.ts";
import { putSample } from "./sample/put-sample.ts";
import type { CommonServices, Running, Services, SignInOptions } from "./services.ts";
import { openStoreKeys } from "./signing/store-keys.ts";

export type ProvinceOptions = { readonly dataFolder: string; readonly address: string; readonly samplePeople: number; readonly nation: URL | undefined; readonly everyS: number; readonly signIn: SignInOptions; readonly notices: NoticeOptions };

export async function openProvince(common: CommonServices, { dataFolder, address: publicAddress, samplePeople, nation, everyS, signIn, notices: noticeOptions }: ProvinceOptions): Promise<Running> {
  const { database, log } = common;
  const { store: storeKey, authority, readers, indexKey } = await openStoreKeys(dataFolder);
  const services: Services = { ...readContent(), ...common, level: 1, storeKey, authority, readers, indexKey, dataFolder, address: publicAddress, signIn, notices: openChannels({ dataFolder, origin: signIn.origin, now: common.now, options: noticeOptions }) };
  const watch = await openProgressWatch(services);
  const app = createApp(services, watch, [
    { folder: join(projectFolder, "apps/pwa/dist"), base: "/", below: ["/v/"] },
    { folder: join(projectFolder, "apps/dashboard/dist"), base: "/bang-dieu-hanh/", fallback: "" },
  ]);
  const regular: Meetings[] = [];
  return {
    app,
    async ready([address]) {
      await database.transaction(services.tests.keep);
      await rebuildIfContentChanged();
      await eraseListed(dataFolder, services);
      if (await maySettleSample()) {
        if (samplePeople > 0) {
          console.log(`Đang tạo tỉnh mẫu ${samplePeople.toLocaleString("vi-VN")} người… / Making the sample province…`);
          const post = async (path: string, body: Uint8Array) => new Uint8Array(await (await app.request(path, { method: "POST", body: new Uint8Array(body) })).arrayBuffer());
          await putSample(services.register, post, { people: samplePeople, seed: 1945 });
        }
        await database.transaction((tx) => tx.query("UPDATE store_state SET is_sample_settled = true"));
      }
      regular.push(keepReporting(services), meetRegularly({ everyS: 60, log, act: async () => void await freezeDays(services) }), calibrateEveryNight(services));
      if (nation !== undefined) regular.push(meetRegularly({ everyS, log, act: (signal) => reportToNation(services, nation, signal) }));
      console.log(`\nHọc Vụ Số: ${address ?? ""}\n`);
      const code = await database.transaction((tx) => codeToSetUp(tx, services));
      const door = signIn.origin?.origin ?? (address?.includes("//localhost") === true ? address : undefined);
      if (code !== undefined && door !== undefined) console.log(`Chưa ai cài đặt. Người phụ trách mở đường dẫn dùng một lần này để nhận việc:\nNobody has set this up. Whoever is in charge opens this link, which works once:\n${door}/bang-dieu-hanh/dang-nhap#ma=${code}\n`);
      if (code !== undefined && door === undefined) console.log("Chưa ai cài đặt, mà máy chủ chưa biết địa chỉ chính thức. Xin chạy lại với ADDRESS=https://tên-của-tỉnh để nhận đường dẫn cài đặt.\nNobody has set this up, and the server was not told its public address. Run it with ADDRESS=https://name-of-the-province to be given the link.\n");
    },
    async stop() {
      await Promise.all(regular.map((meetings) => meetings.stop()));
      await watch.stop().catch(() => {});
    },
  };

  /** True at the first start, and after one that was cut off: putting the sample again counts nothing twice. Never true where real facts came. */
  async function maySettleSample(): Promise<boolean> {
    const { rows } = await database.transaction((tx) => tx.query<{ may: boolean }>(
      "SELECT NOT is_sample_settled AND NOT EXISTS (SELECT FROM segment WHERE scope <> $1) AS may FROM store_state", [SAMPLE_SCOPE]));
    return rows[0]?.may === true;
  }

  /** Who is capable, and how runs are scored, stands in `content/`: when that changed, every figure is made again before it is shown. */
  async function rebuildIfContentChanged(): Promise<void> {
    await database.transaction(async (tx) => {
      const { rows: [state] } = await tx.query<{ projected_with: string; is_empty: boolean }>("SELECT projected_with, NOT EXISTS (SELECT FROM segment) AS is_empty FROM store_state");
      const digest = contentDigest(services);
      if (state === undefined || state.projected_with === digest) return;
      if (!state.is_empty) {
        console.log("Nội dung đã đổi, đang tính lại mọi con số… / The content changed; making every figure again…");
        await rebuildProjections(tx, services);
      }
      await tx.query("UPDATE store_state SET projected_with = $1", [digest]);
    });
  }
}
