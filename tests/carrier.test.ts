import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { getReady, givenPhone, learnSteps, readQr, strip, until } from "./given-browser.ts";
import { givenLine } from "./given-line.ts";
import { givenProcess, signInAt, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
let cookie: string;
before(async () => {
  province = await givenProcess();
  const { name, value } = await signInAt(province);
  cookie = `${name}=${value}`;
});
after(async () => province.end("SIGTERM"));

const profile = () => mkdtempSync(join(tmpdir(), "hocvuso-phone-"));
const said = async (page: Page) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");

/** Records of adults of xã Lệ Thủy by which the province counts them as reached. */
async function recordCount(): Promise<number> {
  const answer = await fetch(`${province.address}/api/records?unit=19249.2&group=adult&measure=reached`, { headers: { cookie } });
  const { records }: { records: readonly unknown[] } = JSON.parse(await answer.text());
  return records.length;
}

async function sayWhoAndWhere(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/hoc/toi/`);
  await page.getByRole("button", { name: "Cho biết bây giờ" }).click();
  await page.getByRole("button", { name: /^Người dân/ }).click();
  await page.getByRole("searchbox").fill("le thuy");
  await page.getByRole("button", { name: /^Xã Lệ Thu/ }).first().click();
  await page.getByText("Bác là: Người dân").waitFor();
}

async function handIn(page: Page, text: string): Promise<void> {
  await page.getByLabel("Hoặc dán mã vào đây").fill(text);
  await page.getByRole("button", { name: "Nhận mã này" }).click();
  await page.locator(".taken .note").first().waitFor();
}

test("bác Lài's phone never meets a network again: the ambassador carries its work to the province, which counts it once, and brings the province's word back", async (t) => {
  const [village, town] = [await givenLine(province.address), await givenLine(province.address)];
  const [learner, ambassador] = [await givenPhone(profile()), await givenPhone(profile())];
  t.after(async () => { await learner.stop(); await ambassador.stop(); village.stop(); town.stop(); });
  await getReady(learner.page, village.address);
  await getReady(ambassador.page, town.address);
  village.state = "down";
  town.state = "down";

  await learnSteps(learner.page, village.address, 2);
  await sayWhoAndWhere(learner.page, village.address);
  await until("all three are kept", async () => /Đã lưu trên máy 3 việc chưa gửi/.test(await strip(learner.page)));
  await learner.page.goto(`${village.address}/hoc/chuyen-viec/#phieu`);
  const slip = await readQr(learner.page);
  const name = (await learner.page.locator(".machine.name").innerText()).slice(-4);

  await ambassador.page.goto(`${town.address}/hoc/lop/#them`);
  await handIn(ambassador.page, slip);
  assert.match(await said(ambassador.page), new RegExp(`Phiếu của máy ${name}, đã ghi`));
  await ambassador.page.goto(`${town.address}/hoc/lop/`);
  await ambassador.page.getByText("Chưa đưa việc nào, còn 3").waitFor();

  await learner.page.goto(`${village.address}/hoc/chuyen-viec/#dua`);
  const saving = learner.page.waitForEvent("download");
  await learner.page.getByRole("button", { name: "Gói thành tệp" }).click();
  const file = join(profile(), "hoc-vu-so.txt");
  await (await saving).saveAs(file);
  assert.match(await strip(learner.page), /3 việc chưa gửi/);

  await ambassador.page.goto(`${town.address}/hoc/chuyen-viec/#nhan`);
  for (const answer of [new RegExp(`Đã giữ việc của máy ${name}: 3 việc`), /máy đã giữ từ trước/]) {
    await ambassador.page.getByLabel("Chọn tệp").setInputFiles(file);
    await until(`${answer}`, async () => answer.test(await said(ambassador.page)));
  }
  await ambassador.page.goto(`${town.address}/hoc/lop/`);
  await ambassador.page.getByText("Đã đủ ở máy này (3 việc)").waitFor();
  assert.equal(await recordCount(), 0);

  town.state = "up";
  await ambassador.page.getByRole("button", { name: "Gom việc cả lớp" }).click();
  await ambassador.page.getByText("Tỉnh đã nhận đủ (3 việc)").waitFor();
  assert.match(await said(ambassador.page), new RegExp(`${name} Giữ 3 việc, tỉnh đã nhận 3`, "i"));
  await until("the province counts them", async () => (await recordCount()) > 0);
  const counted = await recordCount();

  await ambassador.page.goto(`${town.address}/hoc/chuyen-viec/#trao`);
  await ambassador.page.getByText(`máy ${name}`).first().waitFor();
  const receipt = await readQr(ambassador.page);
  await learner.page.goto(`${village.address}/hoc/chuyen-viec/#nhan`);
  await handIn(learner.page, receipt);
  assert.match(await said(learner.page), /Tỉnh đã nhận việc của bác/);
  await until("the learner's phone says so", async () => /Tỉnh đã nhận/.test(await strip(learner.page)));
  await learner.page.goto(`${village.address}/hoc/chuyen-viec/#dua`);
  await learner.page.getByText("Tỉnh đã nhận hết việc trên máy này.").first().waitFor();

  village.state = "up";
  await learner.page.goto(`${village.address}/hoc/`);
  await learner.page.evaluate("dispatchEvent(new Event('online'))");
  await learner.page.waitForTimeout(1_500);
  assert.equal(await recordCount(), counted);
});

test("another app shares a bundle to this one; what is cut is said and the rest kept, and a foreign text changes nothing", async (t) => {
  const line = await givenLine(province.address);
  const [learner, carrier] = [await givenPhone(profile()), await givenPhone(profile())];
  t.after(async () => { await learner.stop(); await carrier.stop(); line.stop(); });
  await getReady(learner.page, line.address);
  await getReady(carrier.page, line.address);
  line.state = "down";
  await learnSteps(learner.page, line.address, 1);
  await learner.page.goto(`${line.address}/hoc/chuyen-viec/#dua`);
  const saving = learner.page.waitForEvent("download");
  await learner.page.getByRole("button", { name: "Gói thành tệp" }).click();
  const file = join(profile(), "hoc-vu-so.txt");
  await (await saving).saveAs(file);

  await carrier.page.goto(`${line.address}/hoc/chuyen-viec/#nhan`);
  await handIn(carrier.page, "Chào bác, tối nay họp thôn.");
  assert.match(await said(carrier.page), /chưa thấy mã của Học Vụ Số/);
  // What a phone's share sheet does with the manifest's share_target.
  await carrier.page.setContent(`<form method="post" enctype="multipart/form-data" action="${line.address}/hoc/chuyen-viec/nhan"><input type="file" name="file"><button>share</button></form>`);
  await carrier.page.locator("input").setInputFiles(file);
  await carrier.page.getByRole("button", { name: "share" }).click();
  await carrier.page.getByText("Vừa nhận tệp gửi tới máy này.").waitFor();
  assert.match(await said(carrier.page), /Đã giữ việc của máy \w{4}: 1 việc/);
  assert.equal(await carrier.page.evaluate("caches.has('hocvuso-shared')"), false);

  await learner.page.goto(`${line.address}/hoc/chuyen-viec/#phieu`);
  const slip = await readQr(learner.page);
  await carrier.page.goto(`${line.address}/hoc/chuyen-viec/#nhan`);
  await handIn(carrier.page, slip.slice(0, -6));
  assert.match(await said(carrier.page), /bị thiếu hoặc hỏng một phần/);
  await handIn(carrier.page, "HVS2.b.AAAA");
  assert.match(await said(carrier.page), /bản ứng dụng mới hơn/);
});

/** A machine of the village's own network, at another origin than the app's: passes on to the province, and lets pages ask. */
async function givenHub(): Promise<{ readonly address: string; readonly server: Server }> {
  const server = createServer((asked, answer) => {
    const head = { "access-control-allow-origin": "*", "access-control-allow-headers": "content-type" };
    if (asked.method === "OPTIONS") return void answer.writeHead(204, head).end();
    const parts: Buffer[] = [];
    asked.on("data", (part: Buffer) => parts.push(part));
    asked.on("end", () => void fetch(`${province.address}${asked.url ?? ""}`, { method: asked.method ?? "GET", ...(asked.method === "POST" ? { body: Buffer.concat(parts) } : {}) })
      .then(async (from) => answer.writeHead(from.status, head).end(Buffer.from(await from.arrayBuffer()))));
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  return { address: `127.0.0.1:${typeof at === "object" ? at?.port : ""}`, server };
}

test("a phone whose own way is cut gives its work to a machine of the village's network, and the class sheet fetches from there", async (t) => {
  const [village, town] = [await givenLine(province.address), await givenLine(province.address)];
  const { address, server } = await givenHub();
  const [learner, ambassador] = [await givenPhone(profile()), await givenPhone(profile())];
  t.after(async () => { await learner.stop(); await ambassador.stop(); village.stop(); town.stop(); server.close(); server.closeAllConnections(); });
  await getReady(learner.page, village.address);
  await getReady(ambassador.page, town.address);
  village.state = "down";
  town.state = "down";
  await learnSteps(learner.page, village.address, 2);
  await learner.page.goto(`${village.address}/hoc/chuyen-viec/#tram`);
  await learner.page.getByLabel("Địa chỉ hoặc mã của trạm").fill("trạm thôn");
  await learner.page.getByRole("button", { name: "Gặp trạm" }).click();
  await learner.page.getByText("Địa chỉ này máy chưa hiểu.").waitFor();
  await learner.page.getByLabel("Địa chỉ hoặc mã của trạm").fill(address);
  await learner.page.getByRole("button", { name: "Gặp trạm" }).click();
  await learner.page.getByText("Trạm đã giữ việc của máy này.").waitFor();
  await until("the strip follows", async () => /Tỉnh đã nhận/.test(await strip(learner.page)));

  await learner.page.goto(`${village.address}/hoc/chuyen-viec/#phieu`);
  const slip = await readQr(learner.page);
  await ambassador.page.goto(`${town.address}/hoc/lop/#them`);
  await handIn(ambassador.page, slip);
  await ambassador.page.goto(`${town.address}/hoc/chuyen-viec/#tram`);
  await ambassador.page.getByLabel("Địa chỉ hoặc mã của trạm").fill(address);
  await ambassador.page.getByRole("button", { name: "Gặp trạm" }).click();
  await ambassador.page.getByText("Lấy về thêm 1 gói việc của máy khác.").waitFor();
  await ambassador.page.goto(`${town.address}/hoc/lop/`);
  await ambassador.page.getByText(`máy lại lấy việc từ trạm ${address}`).waitFor();
  await ambassador.page.getByText("Lần gần nhất:").waitFor();
  await ambassador.page.getByText("(2 việc)").waitFor();
});
