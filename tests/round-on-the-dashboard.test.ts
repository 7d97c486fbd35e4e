import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DrawnList, Fact, FactKey, ProvinceProgress } from "@hocvuso/contract";
import type { Browser, Page } from "playwright-core";
import { framesOf, newNodeKey, sealedBy, visited } from "./given.ts";
import { givenBrowser } from "./given-browser.ts";
import { enrolAt, givenProcess, signInAt, type GivenProcess, type SessionCookie } from "./given-server.ts";

let province: GivenProcess;
let office: Browser;
let cookie: SessionCookie;
before(async () => {
  province = await givenProcess({ samplePeople: 1_500 });
  cookie = await signInAt(province);
  office = await givenBrowser();
});
after(async () => {
  await office.close();
  await province.end("SIGTERM");
});

async function get<Answer>(path: string): Promise<Answer> {
  return await (await fetch(`${province.address}${path}`, { headers: { cookie: `${cookie.name}=${cookie.value}` } })).json() as Answer; // the route's own shape
}

async function saysHeading(page: Page, what: RegExp): Promise<void> {
  await page.getByRole("heading", { name: what }).first().waitFor({ timeout: 60_000 });
}

test("an officer plans a round, draws it, sees what the assessors' phones brought, invites a commune and hears it", async () => {
  const context = await office.newContext({ locale: "vi-VN" });
  await context.addCookies([{ ...cookie, url: province.address, httpOnly: true, sameSite: "Strict" }]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${province.address}/bang-dieu-hanh/kiem-chung`);
  await page.getByText("Chưa có kỳ nào.").waitFor();
  await page.getByRole("link", { name: "Lập kỳ mới" }).click();

  // Before anything is sent the page says what it takes and what it cannot tell.
  await page.getByText("Mỗi xã kiểm lại 19 người; từ 13 người làm được").waitFor();
  await page.getByText(/Một xã thật sự 65% vẫn qua 48 trên 100 lần/).waitFor();
  await page.getByLabel("Mức coi là cần giúp ngay (%)").fill("65");
  await page.getByText(/từ 45 người làm được/).waitFor();
  await page.getByLabel("Mức coi là cần giúp ngay (%)").fill("50");
  await page.getByRole("button", { name: "Lập kỳ này" }).click();
  await page.getByText("Xin đặt tên cho kỳ.").waitFor();
  await page.getByLabel("Tên kỳ").fill("Kỳ thử 1-2026");
  await page.getByRole("button", { name: "Lập kỳ này" }).click();
  await saysHeading(page, /Kỳ thử 1-2026: chưa rút danh sách/);
  await page.getByRole("button", { name: "Rút danh sách và khoá lại" }).click();
  await saysHeading(page, /đã kiểm lại 0 trong/);
  const round = page.url().split("/").at(-1) as FactKey; // the address that the page made

  // The records of the commune that says most for itself do not hold; elsewhere they do.
  const { communes } = await get<ProvinceProgress>("/api/progress");
  const recorded = (groups: ProvinceProgress["communes"][number]["groups"]) => (groups.adult.capable.state === "measured" && groups.adult.listed >= 19 ? groups.adult.capable.persons / groups.adult.listed : 0);
  const [boldest] = communes.toSorted((a, b) => recorded(b.groups) - recorded(a.groups));
  assert.ok(boldest !== undefined && recorded(boldest.groups) > 0.5);
  const facts: Fact[] = [];
  for (const { unit } of communes.filter(({ groups }) => groups.adult.listed > 0)) {
    const { drawn } = await get<DrawnList>(`/api/rounds/${round}/lists/${unit}`);
    for (const [i, { person, isReported }] of drawn.entries()) facts.push(visited(`người kiểm lại ${i % 3}`, person, { round, outcome: isReported && unit !== boldest.unit ? "passed" : "not-passed", at: Date.now() }));
  }
  for (const assessor of [0, 1, 2]) {
    const key = await enrolAt(province.address, await newNodeKey());
    const own = facts.filter((_, i) => i % 3 === assessor);
    const answer = await fetch(`${province.address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf(await sealedBy(key, own))) });
    assert.equal(answer.status, 200);
  }

  await saysHeading(page, new RegExp(`đã kiểm lại ${facts.length.toLocaleString("vi-VN")} trong ${facts.length.toLocaleString("vi-VN")} người`));
  await page.getByText(/Đã kiểm chứng khoảng/).waitFor();
  await page.getByRole("button", { name: `Mời ${boldest.name.vi} cùng tìm hiểu` }).click();
  await page.getByText(/Xã trả lời trước ngày/).waitFor();
  await page.getByLabel("Lời kể (không ghi tên người học)").fill("Hôm ấy mất điện cả thôn.");
  await page.getByRole("button", { name: "Ghi lại lời này" }).click();
  await page.getByText("Hôm ấy mất điện cả thôn.").first().waitFor();
  const said = await page.locator("main").innerText();
  assert.doesNotMatch(said, /gian dối|khai khống|báo cáo sai|vi phạm/i, "words never accuse");

  await page.goto(`${province.address}/bang-dieu-hanh/`);
  const verified = page.locator(`a.lane-row[href$="${round}"]`);
  await verified.waitFor();
  assert.match(await verified.getAttribute("aria-label") ?? "", /Đã kiểm chứng .*từ .* đến .*, kiểm lại .* người/);
});
