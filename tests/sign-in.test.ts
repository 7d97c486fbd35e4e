/** People of staff come in, are let in, helped back in and let go: in real Chromium with an authenticator, and by a real OpenID provider. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { mkdtempSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { AuditTrail, OneTimeLink, StaffList } from "@hocvuso/contract";
import { Provider } from "oidc-provider";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { givenBrowser } from "./given-browser.ts";
import { givenProcess, inDatabaseOf, type GivenProcess } from "./given-server.ts";

let browser: Browser;
let province: GivenProcess;
let said = "";
before(async () => {
  browser = await givenBrowser();
  province = await givenProcess({ samplePeople: 300, until: /http\S+#ma=\S+/ });
  for (const stream of [province.child.stdout, province.child.stderr]) stream?.on("data", (text: Buffer) => { said += text.toString(); });
});
after(async () => {
  await browser.close();
  await province.end("SIGTERM");
});

const origin = () => new URL(province.address).origin;
const LE_THUY = "19249.2"; // xã Lệ Thủy of today

/** A browser of somebody's own, whose device keeps passkeys and asks for a finger that is always there. */
async function givenPerson(): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return { context, page };
}

async function asked(page: Page, path: string, body?: object): Promise<{ readonly status: number; readonly answer: unknown }> {
  return page.evaluate(async ([path, body]) => {
    const response = await fetch(path, body === null ? {} : { method: "POST", body: JSON.stringify(body) });
    return { status: response.status, answer: await response.json() as unknown };
  }, [path, body ?? null] as const);
}

const records = (page: Page, unit: string) => asked(page, `/api/records?unit=${unit}&group=adult&measure=reached`).then(({ status }) => status);
const codeOf = (refused: unknown) => (refused as { code?: string }).code; // a refusal of the server

let lua: { readonly context: BrowserContext; readonly page: Page };
let hop: { readonly context: BrowserContext; readonly page: Page };
let invitation = "";
/** What a browser last sent to sign in. */
let shown = "";

test("before anybody has set it up the invented province may be looked at by anybody, and says so; nothing may be changed", async () => {
  lua = await givenPerson();
  await lua.page.goto(`${origin()}/bang-dieu-hanh/ban-ghi?unit=${LE_THUY}&group=adult&measure=reached`);
  await lua.page.locator("table").waitFor();
  await lua.page.getByText("Xem thử", { exact: true }).waitFor();
  assert.deepEqual(await Promise.all([records(lua.page, "44.2"), asked(lua.page, "/api/conflicts").then(({ status }) => status), asked(lua.page, "/api/staff").then(({ status }) => status)]), [200, 200, 401]);
});

test("the link of the first start makes one administrator, once; the session is a cookie that no script can read", async () => {
  const { page, context } = lua;
  await page.goto(province.address);
  await page.getByLabel("Họ và tên của bác").fill("Trần Thị Lụa");
  await page.getByRole("button", { name: "Lưu khóa vào máy này" }).click();
  await page.getByRole("heading", { name: "Bác đã vào." }).waitFor();
  assert.match(await page.locator("main").innerText(), /Quản trị\s· Tỉnh Quảng Trị/);
  assert.equal(new URL(page.url()).hash, "");
  const [cookie] = await context.cookies();
  assert.deepEqual([cookie?.name, cookie?.httpOnly, cookie?.sameSite, await page.evaluate("document.cookie")], ["hocvuso", true, "Strict", ""]);
  const other = await givenPerson();
  await other.page.goto(province.address);
  await other.page.getByRole("button", { name: "Lưu khóa vào máy này" }).click();
  await other.page.getByText("Đường dẫn này đã dùng rồi hoặc đã hết hạn.").waitFor();
  assert.equal(await records(other.page, "44.2"), 401);
  await other.context.close();
});

test("an officer who is invited for a commune sees what people there did, and nobody else's", async () => {
  await lua.page.goto(`${origin()}/bang-dieu-hanh/nguoi-lam-viec`);
  await lua.page.getByLabel("Họ và tên").fill("Lê Văn Hợp");
  await lua.page.getByLabel("Làm việc gì").selectOption("commune-officer");
  await lua.page.getByLabel("Ở đâu").selectOption(LE_THUY);
  await lua.page.getByRole("button", { name: "Mời" }).click();
  invitation = await lua.page.locator(".link-given code").innerText();
  hop = await givenPerson();
  await hop.page.goto(invitation);
  await hop.page.getByRole("button", { name: "Lưu khóa vào máy này" }).click();
  await hop.page.getByRole("heading", { name: "Bác đã vào." }).waitFor();
  assert.deepEqual([await records(hop.page, LE_THUY), await records(hop.page, "18859.2"), await records(hop.page, "44.2"), (await asked(hop.page, "/api/staff")).status], [200, 403, 403, 403]);
});

test("who signs out is out, also with the old cookie; with the passkey they are in again, under a new secret", async () => {
  const { page, context } = hop;
  const [old] = await context.cookies();
  await page.goto(`${origin()}/bang-dieu-hanh/`);
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByRole("link", { name: "Đăng nhập" }).waitFor();
  await context.addCookies([old ?? assert.fail()]);
  assert.equal(await records(page, LE_THUY), 401);
  await page.goto(`${origin()}/bang-dieu-hanh/dang-nhap`);
  page.on("request", (request) => { if (request.url().endsWith("/api/sign-in")) shown = request.postData() ?? ""; });
  await page.getByRole("button", { name: "Đăng nhập bằng khóa của máy" }).click();
  await page.getByRole("heading", { name: "Bác đã vào." }).waitFor();
  const [fresh] = await context.cookies();
  assert.notEqual(fresh?.value, old?.value);
  assert.equal(await records(page, LE_THUY), 200);
});

test("a passkey's answer that was sent once, a session that somebody planted, and a page of another site open nothing", async () => {
  const replayed = await fetch(`${origin()}/api/sign-in`, { method: "POST", headers: { origin: origin() }, body: shown });
  assert.deepEqual([replayed.status, codeOf(await replayed.json()), replayed.headers.get("set-cookie")], [409, "ceremony-over", null]);
  const planted = await fetch(`${origin()}/api/records?unit=${LE_THUY}&group=adult&measure=reached`, { headers: { cookie: "hocvuso=planted" } });
  assert.equal(planted.status, 401);
  const [cookie] = await lua.context.cookies();
  const foreign = await fetch(`${origin()}/api/staff`, { method: "POST", headers: { cookie: `hocvuso=${cookie?.value ?? ""}`, origin: "https://evil.example" }, body: "{}" });
  assert.deepEqual([foreign.status, codeOf(await foreign.json())], [403, "other-origin"]);
  const without = await fetch(`${origin()}/api/staff`, { method: "POST", headers: { cookie: `hocvuso=${cookie?.value ?? ""}` }, body: "{}" });
  assert.equal(without.status, 403);
});

test("who lost their device is out at once, the old key is worth nothing, and the new link lets them in again", async () => {
  const { staff } = (await asked(lua.page, "/api/staff")).answer as StaffList; // what the route promises
  const { id } = staff.find(({ name }) => name === "Lê Văn Hợp") ?? assert.fail();
  const { link } = (await asked(lua.page, `/api/staff/${id}/recover`, {})).answer as OneTimeLink; // likewise
  assert.equal(await records(hop.page, LE_THUY), 401);
  await hop.page.goto(`${origin()}/bang-dieu-hanh/dang-nhap`);
  await hop.page.getByRole("button", { name: "Đăng nhập bằng khóa của máy" }).click();
  await hop.page.getByText("Máy chủ không nhận ra khóa này.").waitFor();
  const again = await givenPerson();
  await again.page.goto(link);
  await again.page.getByRole("button", { name: "Lưu khóa vào máy này" }).click();
  await again.page.getByRole("heading", { name: "Bác đã vào." }).waitFor();
  assert.equal(await records(again.page, LE_THUY), 200);
  assert.equal((await asked(lua.page, `/api/staff/${id}/end`, {})).status, 200);
  assert.equal(await records(again.page, LE_THUY), 401);
  await again.context.close();
});

test("the last administrator cannot lock the province out", async () => {
  const { staff } = (await asked(lua.page, "/api/staff")).answer as StaffList; // what the route promises
  const own = staff.find(({ name }) => name === "Trần Thị Lụa") ?? assert.fail();
  const { id } = own.roles.find(({ role }) => role === "administrator") ?? assert.fail();
  for (const [path, body] of [["end", {}], ["recover", {}], ["roles/end", { id }]] as const) assert.equal(codeOf((await asked(lua.page, `/api/staff/${own.id}/${path}`, body)).answer), "last-administrator");
});

test("the audit trail tells who did all this, the database refuses to change it, and no secret stands in it or in the log", async () => {
  const { entries } = (await asked(lua.page, "/api/audit")).answer as AuditTrail; // what the route promises
  const acts = new Set((await inDatabaseOf(province, "SELECT DISTINCT act FROM audit")).map(({ act }) => act));
  for (const act of ["signed-up", "signed-in", "sign-in-refused", "signed-out", "staff-invited", "role-given", "staff-recovered", "staff-ended", "records-seen"]) assert.ok(acts.has(act), act);
  assert.ok(entries.find(({ act }) => act === "records-seen")?.by?.name === "Lê Văn Hợp");
  for (const change of ["UPDATE audit SET act = 'x'", "DELETE FROM audit", "TRUNCATE audit"]) await assert.rejects(inDatabaseOf(province, change), /the audit trail only grows/);
  const [cookie] = await lua.context.cookies();
  const everything = JSON.stringify(entries) + said;
  for (const secret of [cookie?.value ?? assert.fail(), invitation.split("#ma=")[1] ?? assert.fail()]) {
    assert.ok(!everything.includes(secret));
    for (const table of ["session", "one_time_code", "ceremony", "audit"]) assert.ok(!JSON.stringify(await inDatabaseOf(province, `SELECT t::text FROM ${table} t`)).includes(secret), table);
  }
  await lua.page.goto(`${origin()}/bang-dieu-hanh/nhat-ky`);
  await lua.page.locator("table").waitFor();
  assert.match(await lua.page.locator("main").innerText(), /Cho một người thôi việc/);
});

async function givenProvider(redirect: string): Promise<{ readonly issuer: string; readonly server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "localhost", resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`; // it listens on a port
  const provider = new Provider(issuer, {
    clients: [{ client_id: "hocvuso", client_secret: "for this test alone", redirect_uris: [redirect], response_types: ["code"], grant_types: ["authorization_code"] }],
    pkce: { required: () => true }, cookies: { keys: ["for this test alone"] },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
  });
  server.on("request", provider.callback());
  return { issuer, server };
}

async function passProvider(page: Page, login: string): Promise<void> {
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill("anything");
  await page.locator('button[type="submit"]').click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("an account at an OpenID provider lets in whom an invitation tied to it, and nobody else", async (t) => {
  const port = 24_500 + (process.pid % 400);
  const { issuer, server } = await givenProvider(`http://localhost:${port}/api/other-service/return`);
  t.after(() => server.close());
  process.env["OIDC_ISSUER"] = issuer;
  process.env["OIDC_CLIENT_ID"] = "hocvuso";
  process.env["OIDC_CLIENT_SECRET"] = "for this test alone";
  process.env["OIDC_NAME"] = "Cổng thử";
  const program = await givenProcess({ folder: mkdtempSync(join(tmpdir(), "hocvuso-test-")), port, until: /http\S+#ma=\S+/ });
  t.after(() => program.end("SIGTERM"));
  const first = await givenPerson();
  const home = `http://localhost:${port}`;
  await first.page.goto(program.address);
  await first.page.getByLabel("Họ và tên của bác").fill("Trần Thị Lụa");
  await first.page.getByRole("button", { name: "Lưu khóa vào máy này" }).click();
  await first.page.getByRole("heading", { name: "Bác đã vào." }).waitFor();
  const { link } = (await asked(first.page, "/api/staff", { name: "Hồ Thị Nhung", role: "provincial-office", unit: "44.2", from: "2026-01-01" })).answer as OneTimeLink; // what the route promises

  const stranger = await givenPerson();
  await stranger.page.goto(`${home}/api/other-service`);
  await passProvider(stranger.page, "stranger");
  await stranger.page.getByText("chưa gắn với ai ở đây").waitFor();
  await stranger.context.close();

  const nhung = await givenPerson();
  await nhung.page.goto(link);
  await nhung.page.getByRole("link", { name: "Dùng tài khoản Cổng thử" }).click();
  await passProvider(nhung.page, "nhung");
  await nhung.page.getByText("Hồ Thị Nhung").waitFor();
  assert.equal(await records(nhung.page, "44.2"), 200);
  const cookies = await nhung.context.cookies(home);
  await asked(nhung.page, "/api/sign-out", {});
  const without = await fetch(`${home}/api/other-service/return?code=x&state=y`, { headers: { cookie: cookies.filter(({ name }) => name === "hocvuso-way").map(({ name, value }) => `${name}=${value}`).join("; ") } });
  assert.equal(without.status, 409);
  await nhung.page.goto(`${home}/bang-dieu-hanh/dang-nhap`);
  await nhung.page.getByRole("link", { name: "Đăng nhập bằng Cổng thử" }).click();
  await nhung.page.getByText("Hồ Thị Nhung").waitFor();
  assert.equal(await records(nhung.page, "44.2"), 200);
  await nhung.context.close();
  await first.context.close();
});
