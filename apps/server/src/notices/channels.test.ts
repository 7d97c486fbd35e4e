import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import { channelSuite, givenService } from "./channels.suite.ts";
import { NOTICE_TEXT } from "./channels.ts";
import { sms } from "./sms.ts";
import { newVapidKeys, webPush } from "./web-push.ts";
import { zalo } from "./zalo.ts";

const keys = newVapidKeys();
const now = () => Date.UTC(2026, 10, 23);
const pushAt = (service: string) => webPush({ keys, contact: "mailto:truc@quangtri.example", now, alsoAllowed: [service] });
const numbers = ["", "113", "0123456789", "091234567", "+1 202 555 0100", "0912345678; DROP TABLE", "https://a.vn"];

channelSuite("Web Push", {
  open: pushAt, address: (service) => `${service}/push/abc`, taken: [201, ""], gone: [410, ""], refused: [400, ""],
  wrongAddresses: ["", "x", "https://evil.example/push", "http://fcm.googleapis.com/a", "https://fcm.googleapis.com.evil.example/a", "http://169.254.169.254/latest", "file:///etc/passwd"],
});
channelSuite("SMS", {
  open: (service) => sms({ service: new URL(service), apiKey: "k", secretKey: "s", brandName: "HOCVUSO" }), address: () => "0912 345 678",
  taken: [200, '{"CodeResult":"100","SMSID":"1"}'], refused: [200, '{"CodeResult":"101","ErrorMessage":"Authorize Failed"}'], wrongAddresses: numbers,
});
channelSuite("Zalo OA", {
  open: (service) => zalo({ service: new URL(service), accessToken: "t", templateId: "7895417" }), address: () => "+84912345678",
  taken: [200, '{"error":0,"message":"Success"}'], gone: [200, '{"error":-118,"message":"Zalo account not existed"}'], refused: [200, '{"error":-124,"message":"Access token invalid"}'], wrongAddresses: numbers,
});

test("a push has no body, and its VAPID token is for that service, for half a day, signed by the key that it names", async (t) => {
  const service = await givenService();
  t.after(() => service.stop());
  service.says(201);
  await pushAt(service.origin).tell(`${service.origin}/push/abc`);
  const [{ headers, body } = assert.fail("nothing was asked")] = service.seen;
  const [, token = "", key] = /^vapid t=(\S+), k=(\S+)$/.exec(headers.authorization ?? "") ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  assert.deepEqual([body, headers["ttl"], key], ["", "86400", keys.publicKey]);
  assert.deepEqual(JSON.parse(Buffer.from(claims, "base64url").toString()), { aud: service.origin, exp: now() / 1_000 + 43_200, sub: "mailto:truc@quangtri.example" });
  const point = Buffer.from(keys.publicKey, "base64url");
  const jwk = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") };
  assert.ok(verify("sha256", Buffer.from(`${head}.${claims}`), { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")));
});

test("an SMS carries the keys, the brand name and the one sentence; Zalo its token in a header and the number without a sign", async (t) => {
  const service = await givenService();
  t.after(() => service.stop());
  service.says(200, '{"CodeResult":"100","error":0}');
  await sms({ service: new URL(service.origin), apiKey: "k", secretKey: "s", brandName: "HOCVUSO" }).tell("0912.345.678");
  await zalo({ service: new URL(service.origin), accessToken: "t", templateId: "7895417" }).tell("+84912345678");
  assert.deepEqual(service.seen.map(({ body }): unknown => JSON.parse(body)), [
    { ApiKey: "k", SecretKey: "s", Phone: "84912345678", Content: NOTICE_TEXT, Brandname: "HOCVUSO", SmsType: "2" }, { phone: "84912345678", template_id: "7895417", template_data: {} },
  ]);
  assert.equal(service.seen[1]?.headers["access_token"], "t");
});
