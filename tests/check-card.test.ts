/** A card in a stranger's hand: printed, dirty and turned; read by a camera, from a picture, by any phone; checked with the network cut. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { CredentialIssuer } from "@hocvuso/contract";
import { chromium, type Page } from "playwright-core";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { credentialQr } from "../apps/server/src/replicas/draw-qr.ts";
import { findChromium } from "../tools/find-chromium.ts";
import { framesOf, idOf, newNodeKey, played, registered, sealedBy } from "./given.ts";
import { getReady, givenPhone, playMarket, until } from "./given-browser.ts";
import { enrolAt, givenProcess, inDatabaseOf, runCommandLine, type GivenProcess } from "./given-server.ts";

const folder = mkdtempSync(join(tmpdir(), "hocvuso-card-"));
let province: GivenProcess;
let phone: Awaited<ReturnType<typeof givenPhone>>;
let page: Page;
/** Of Mrs. Thảo, who has a card without a name, and of the helper Hạnh. */
let card: { code: string; number: string };
let badge: { code: string; number: string };

const credentials = async (...words: string[]) => {
  const said = await runCommandLine("credentials/credentials.ts", words, { DATA_FOLDER: province.folder, ADDRESS: "https://hocvuso.vn" });
  assert.equal(said.code, 0, said.text);
  return said.text;
};

before(async () => {
  province = await givenProcess({ publicAddress: "https://hocvuso.vn" });
  const key = await enrolAt(province.address, await newNodeKey());
  const put = await fetch(`${province.address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf(await sealedBy(key, [registered("bà Thảo"), played("bà Thảo"), registered("ông Tám"), played("ông Tám")]))) });
  assert.equal(put.status, 200);
  await credentials("issue");
  await credentials("badge", "--person", idOf("đại sứ Hạnh"), "--name", "Nguyễn Thị Hạnh", "--place", "19249.2");
  const rows = await inDatabaseOf(province, "SELECT code, list || '-' || list_index AS number, person FROM credential");
  const [first, other] = ["bà Thảo", "đại sứ Hạnh"].map((who) => rows.find(({ person }) => person === idOf(who)));
  card = { code: String(first?.["code"]), number: String(first?.["number"]) };
  badge = { code: String(other?.["code"]), number: String(other?.["number"]) };
  phone = await givenPhone(join(folder, "phone"));
  ({ page } = phone);
});
after(async () => {
  await phone.stop();
  await province.end("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a card as its address opens it, at this test's own server. */
async function open(code: string, on = page): Promise<string> {
  await on.goto(province.address + new URL(code).pathname);
  await on.locator(".verdict-words h1").waitFor();
  return (await on.locator("main").innerText()).replaceAll(/\s+/g, " ");
}

/** The code with its last letter but three changed to another. */
const changed = (code: string) => code.slice(0, -4) + (code.at(-4) === "A" ? "B" : "A") + code.slice(-3);

test("after one visit a card is checked with the network cut: valid with what it says, a badge with its name, and both with the age of the list", async () => {
  await page.goto(`${province.address}/`);
  await page.evaluate("navigator.serviceWorker.ready");
  await until("the issuer's lists are on the phone", () => page.evaluate(async () => (await caches.has("hocvuso-issuer")) && (await (await caches.open("hocvuso-issuer")).match("/api/credentials/issuer")) !== undefined));
  await page.context().setOffline(true);
  const said = await open(card.code);
  assert.match(said, /Phiếu này còn giá trị.*Tự trả tiền bằng mã QR.*không xem gợi ý.*Đã đối chiếu danh sách thu hồi lúc.*không phải xác nhận của Nhà nước/);
  assert.match(said, new RegExp(card.number));
  assert.match(await page.locator("svg[role=img]").getAttribute("aria-label") ?? "", /dấu tích/);
  await page.locator(".says .name, .says dd").first().waitFor();
  const helper = await open(badge.code);
  assert.match(helper, /Thẻ đại sứ số còn hiệu lực.*Nguyễn Thị Hạnh.*không bao giờ hỏi mật khẩu/);
  await page.getByText("Xã Lệ Thuỷ").waitFor();
});

test("with the network cut, a changed card, a strange code and another issuer's are told apart, none of them as valid", async () => {
  assert.match(await open(changed(card.code)), /Mã này không đúng như lúc cấp/);
  await page.evaluate(async () => {
    const cache = await caches.open("hocvuso-issuer");
    const issuer = await (await cache.match("/api/credentials/issuer"))?.json();
    await cache.put("/api/credentials/issuer", Response.json({ ...issuer, keys: [] }));
  });
  assert.match(await open(card.code), /Máy chưa nhận ra nơi cấp mã này/);
});

test("a revoked card is refused after the next time the phone hears the lists, and stays so without a network", async () => {
  await page.context().setOffline(false);
  assert.match(await open(card.code), /Phiếu này còn giá trị/);
  await credentials("revoke", card.number, "--because", "thử thu hồi");
  await credentials("revoke", badge.number, "--because", "thôi làm đại sứ");
  await page.context().setOffline(true);
  assert.match(await open(card.code), /Phiếu này còn giá trị/); // it has not heard yet, and says how old its list is
  await page.context().setOffline(false);
  assert.match(await open(card.code), /Phiếu này đã bị thu hồi/);
  await page.context().setOffline(true);
  assert.match(await open(card.code), /Phiếu này đã bị thu hồi/);
  assert.match(await open(badge.code), /Thẻ đại sứ số đã thu hồi.*đừng đưa máy/);
  assert.match(await page.locator("svg[role=img]").getAttribute("aria-label") ?? "", /gạch chéo/);
  await page.context().setOffline(false);
});

test("three days without a network the age of the list is said; after its last day a card has expired", async () => {
  const [row] = await inDatabaseOf(province, `SELECT code FROM credential WHERE code <> '${card.code}' AND claims->>'kind' = 'skill'`);
  const code = String(row?.["code"]);
  await open(code);
  await page.context().setOffline(true);
  await page.clock.setFixedTime(Date.now() + 3 * 86_400_000 + 60_000);
  assert.match(await open(code), /Phiếu này còn giá trị.*cách đây 3 ngày/);
  await page.clock.setFixedTime(Date.now() + 731 * 86_400_000);
  assert.match(await open(code), /Phiếu này đã hết hạn/);
  assert.match(await page.locator("svg[role=img]").getAttribute("aria-label") ?? "", /đồng hồ cát/);
  await page.clock.setFixedTime(Date.now());
  await page.context().setOffline(false);
});

test("every outcome is clean for axe, in both languages, and no wider than the screen at 320 px or with 200 % text", async (t) => {
  const other = await givenPhone(join(folder, "axe"));
  t.after(() => other.stop());
  const [row] = await inDatabaseOf(province, `SELECT code FROM credential WHERE code <> '${card.code}' AND claims->>'kind' = 'skill'`);
  for (const language of ["vi", "en"]) {
    await other.page.goto(`${province.address}/${language === "en" ? "en/" : ""}`);
    await other.page.evaluate((chosen) => localStorage.setItem("settings", JSON.stringify({ language: chosen, textSize: 100 })), language);
    for (const code of [String(row?.["code"]), card.code, badge.code, changed(card.code), ""]) {
      await other.page.setViewportSize({ width: 320, height: 640 });
      await other.page.goto(province.address + (code === "" ? "/v/" : new URL(code).pathname));
      await other.page.locator(code === "" ? ".read-code" : ".verdict-words h1").waitFor();
      const { violations } = await new AxeBuilder({ page: other.page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`), []);
      assert.equal(await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1), false);
      await other.page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
      assert.equal(await other.page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1), false);
    }
  }
});

/** The code on its card as a picture: turned, creased and spotted, under uneven light. */
async function dirtyPicture(code: string): Promise<Buffer> {
  const { side, path } = credentialQr(code);
  const context = await page.context().browser()?.newContext({ viewport: { width: 900, height: 900 } });
  const drawn = await (context?.newPage() ?? page.context().newPage());
  await drawn.setContent(`<style>body{margin:0;background:#c9b58c}main{position:absolute;left:160px;top:150px;width:560px;height:560px;background:#fbf4e4;transform:perspective(1600px) rotateY(14deg) rotate(23deg)}
    svg{position:absolute;inset:40px}i{position:absolute;border-radius:50%;background:#6b4a24}b{position:absolute;left:0;right:0;top:47%;height:5px;background:#00000038}u{position:absolute;inset:0;background:linear-gradient(100deg,#0000 40%,#00000066)}</style>
    <main><svg viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}"/></svg>
    <i style="left:250px;top:330px;width:22px;height:17px"></i><i style="left:390px;top:260px;width:15px;height:15px"></i><i style="left:190px;top:400px;width:12px;height:18px"></i><b></b></main><u></u>`);
  const picture = await drawn.screenshot();
  await drawn.close();
  return picture;
}

test("the code is of version 10 at most, and zxing reads it from a picture that is turned, creased and spotted", async () => {
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"))).buffer } });
  for (const { code } of [card, badge]) {
    assert.ok(credentialQr(code).side - 8 <= 57, `${credentialQr(code).side - 8} modules`);
    const [read] = await readBarcodes(new Uint8Array(await dirtyPicture(code)), { formats: ["QRCode"] });
    assert.equal(read?.text, code);
    assert.equal(read.ecLevel, "M");
  }
});

test("the app reads the same picture and says what the card is worth, without a network; of a picture without a code it says what to do", async () => {
  await page.goto(`${province.address}/v/`);
  await page.context().setOffline(true);
  await page.getByLabel("Chọn ảnh có mã").setInputFiles({ name: "khong.png", mimeType: "image/png", buffer: await page.screenshot() });
  await page.getByText("Chưa thấy mã trong ảnh").waitFor();
  await page.getByLabel("Chọn ảnh có mã").setInputFiles({ name: "the.png", mimeType: "image/png", buffer: await dirtyPicture(badge.code) });
  await page.getByRole("heading", { name: "Thẻ đại sứ số đã thu hồi" }).waitFor();
  await page.context().setOffline(false);
});

test("whatever a dirty card's code is, the app sees it in its picture", async () => {
  await page.goto(`${province.address}/v/`);
  for (let n = 0; n < 8; n++) {
    const other = badge.code.slice(0, -200) + Array.from(randomBytes(200), (byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte & 31]).join("");
    await page.getByLabel("Chọn ảnh có mã").setInputFiles({ name: `the-${n}.png`, mimeType: "image/png", buffer: await dirtyPicture(other) });
    await page.locator(".verdict-words h1, .hint.note").waitFor();
    assert.equal(await page.locator(".hint.note").count(), 0, `not seen: ${other}`);
    await page.locator(".verdict-words .go").click();
  }
});

test("the camera sees a card, and what it says stands on the screen", async (t) => {
  const video = join(folder, "camera.y4m");
  writeFileSync(video, filmOf(badge.code));
  const context = await chromium.launchPersistentContext(join(folder, "camera"), {
    executablePath: await findChromium() ?? "chromium", permissions: ["camera"], viewport: { width: 360, height: 760 }, locale: "vi-VN",
    args: ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${video}`],
  });
  t.after(() => context.close());
  const seen = context.pages()[0] ?? await context.newPage();
  await seen.goto(`${province.address}/v/`);
  await seen.getByRole("button", { name: "Quét bằng máy ảnh" }).click();
  await seen.getByRole("heading", { name: "Thẻ đại sứ số đã thu hồi" }).waitFor({ timeout: 30_000 });
});

/** A film of one grey picture (YUV4MPEG2), in which the code stands. */
function filmOf(code: string): Buffer {
  const { side, path } = credentialQr(code);
  const [width, height, module] = [640, 480, Math.floor(440 / side)];
  const grey = Buffer.alloc(width * height, 210);
  for (const [, column = "0", row = "0"] of path.matchAll(/M(\d+) (\d+)/g)) {
    for (let y = 0; y < module; y++) grey.fill(20, (20 + Number(row) * module + y) * width + 90 + Number(column) * module, (20 + Number(row) * module + y) * width + 90 + (Number(column) + 1) * module);
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, Buffer.alloc(width * height / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

test("who does the task on their own finds the record in their book, with a code that another phone reads; a card can be kept on the phone too", async (t) => {
  const own = await givenPhone(join(folder, "learner"));
  t.after(() => own.stop());
  await getReady(own.page, province.address);
  await own.page.goto(`${province.address}/hoc/tap/#tra-tien-qr`);
  await own.page.getByRole("button", { name: "Tự làm" }).click();
  await playMarket(own.page);
  await own.page.getByRole("button", { name: "Xong" }).click();
  await own.page.getByText("Bác tự làm được việc này rồi.").waitFor();
  await until("the province has it", async () => {
    await own.page.goto(`${province.address}/hoc/toi/`);
    return own.page.locator(".own-record .qr path").waitFor({ timeout: 4_000 }).then(() => true, () => false);
  }, 60_000);
  const [read] = await readBarcodes(new Uint8Array(await own.page.locator(".own-record .qr").screenshot()), { formats: ["QRCode"] });
  assert.match(read?.text ?? "", /^HTTPS:\/\/HOCVUSO\.VN\/V\/[A-Z2-7]+$/);
  await own.page.context().setOffline(true);
  await own.page.reload();
  await own.page.locator(".own-record .qr path").waitFor();
  await own.page.context().setOffline(false);
  assert.match(await open(read?.text ?? "", own.page), /Phiếu này còn giá trị/);

  const [row] = await inDatabaseOf(province, `SELECT code FROM credential WHERE claims->>'kind' = 'skill' AND person = '${idOf("ông Tám")}'`);
  await open(String(row?.["code"]), own.page);
  await own.page.getByRole("button", { name: "Phiếu của tôi, giữ trên máy này" }).click();
  await own.page.getByRole("link", { name: "Đã giữ" }).click();
  await own.page.locator(".own-record").nth(1).waitFor();
});

test("what the phone fetches to check by names no person", async () => {
  const issuer = await (await fetch(`${province.address}/api/credentials/issuer`)).json() as CredentialIssuer; // as the route says
  assert.deepEqual(Object.keys(issuer).toSorted(), ["asOf", "did", "keys", "name", "statusLists"]);
  assert.doesNotMatch(JSON.stringify(issuer), /Hạnh|thử thu hồi|[0-9a-f]{8}-[0-9a-f]{4}-/);
});
