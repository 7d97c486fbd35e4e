/** One of each group chooses a path, keeps it, and goes its whole way where there is no network: every step, practice and question. */
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { Lesson, Path } from "@hocvuso/contract";
import { givenPhone, until } from "./given-browser.ts";
import { content, goThrough, heading, playRight, settleMs } from "./given-learner.ts";
import { givenLine } from "./given-line.ts";
import { givenProcess, inDatabaseOf, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
before(async () => { province = await givenProcess(); });
after(() => province.end("SIGTERM"));

const paths = { "an adult": "nguoi-lon", "an elder": "nguoi-cao-tuoi", "a pupil": "hoc-sinh", "an official": "can-bo", "a farmer who trades": "nha-nong-tieu-thuong" } as const;

suite("a whole path, without a network", { concurrency: true, timeout: 900_000 }, () => {
  for (const [who, id] of Object.entries(paths)) {
    test(`${who} goes the whole way of ${id}, home and the path say so, and the province has every step once there is a network`, { timeout: 900_000 }, async (t) => {
      const line = await givenLine(province.address);
      const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
      t.after(async () => { await phone.stop(); line.stop(); });
      const { page } = phone;
      page.setDefaultTimeout(60_000);
      const path = content<Path>(`paths/${id}`);

      await page.clock.install();
      await page.goto(`${line.address}/hoc/duong/#${id}`);
      await until("the path is open", async () => (await heading(page)) === path.title.vi, 60_000);
      await page.getByRole("button", { name: "Tôi đi đường này" }).click();
      await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
      const keep = page.getByRole("button", { name: /^Giữ cả đường trên máy/ });
      await until("the whole path is kept", async () => {
        if (await keep.isEnabled({ timeout: 200 }).catch(() => false)) await keep.click(); // once more where it was cut short
        return page.getByText("Cả đường đã có trên máy. Không có mạng bác vẫn học được.").isVisible();
      }, 120_000);
      line.state = "down";

      await page.goto(`${line.address}/hoc/`);
      for (const [at, lessonId] of path.lessons.entries()) {
        const lesson = content<Lesson>(`lessons/${lessonId}`);
        await page.getByText(`${path.title.vi} · bài ${at + 1} trong ${path.lessons.length}`).waitFor();
        assert.equal(await heading(page), lesson.title.vi);
        await page.getByRole("link", { name: "Bắt đầu học" }).click();
        await goThrough(page, lesson, async (simulator, place) => playRight(page, lessonId, simulator, place, () => page.clock.fastForward(settleMs)));
        await page.getByRole("button", { name: "Để sau" }).click();
        await page.getByRole("link", { name: "Về nhà" }).click();
      }
      await until("home says that the path is done", async () => (await heading(page)) === "Bác đã đi hết đường của mình.", 60_000);
      await page.goto(`${line.address}/hoc/duong/#${id}`);
      await page.getByText("Bác đã học hết đường này.").waitFor();
      await page.getByText(`Đã học ${path.lessons.length} trong ${path.lessons.length} bài`).first().waitFor();

      const person = await page.evaluate(async () => {
        const asked = <Result>(request: IDBRequest<Result>) => new Promise<Result>((resolve) => { request.onsuccess = () => resolve(request.result); });
        const own: { person: string } = await asked((await asked(indexedDB.open("hocvuso"))).transaction("profile").objectStore("profile").get("own"));
        return own.person;
      });
      assert.deepEqual(await inDatabaseOf(province, `SELECT 1 FROM fact WHERE person = '${person}'`), [], "nothing was sent meanwhile");
      line.state = "up";
      await page.reload();
      const lessons = path.lessons.map((lesson) => content<Lesson>(`lessons/${lesson}`));
      const count = (kind: Lesson["steps"][number]["kind"]) => lessons.flatMap(({ steps }) => steps).filter((step) => step.kind === kind).length;
      const expected = { "item-answered": count("question"), "lesson-step-done": lessons.flatMap(({ steps }) => steps).length, "simulator-finished": count("practise") };
      const kept = async () => JSON.stringify(Object.fromEntries((await inDatabaseOf(province, `SELECT kind, count(*)::int AS count FROM fact WHERE person = '${person}' GROUP BY kind ORDER BY kind`)).map(({ kind, count }) => [kind, count])));
      await until("the province has it all", async () => (await kept()) === JSON.stringify(expected), 120_000);
    });
  }
});
