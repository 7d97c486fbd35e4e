import assert from "node:assert/strict";
import { test } from "node:test";
import { toTextCode } from "@hocvuso/journal";
import { hubAddress } from "./hub-address.ts";

test("a hub is found by what people type, by a whole address and by its code", () => {
  assert.equal(hubAddress(" 192.168.4.1:8080 "), "http://192.168.4.1:8080");
  assert.equal(hubAddress("tram.local"), "http://tram.local");
  assert.equal(hubAddress("https://tram.thon.vn/hoc/"), "https://tram.thon.vn");
  assert.equal(hubAddress(toTextCode("hub", new TextEncoder().encode("http://10.0.0.7:8080"))), "http://10.0.0.7:8080");
});

test("what is no address is not asked", () => {
  for (const typed of ["", "trạm của thôn", "javascript:alert(1)", "http://", "tram"]) assert.equal(hubAddress(typed), undefined);
});
