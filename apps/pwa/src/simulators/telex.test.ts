import assert from "node:assert/strict";
import { test } from "node:test";
import { telexKeys, typeTelex } from "./telex.ts";

const typed = (keys: string): string => [...keys].reduce(typeTelex, "");

test("Telex: the keys that make a word are the ones every Vietnamese keyboard uses", () => {
  for (const [keys, word] of Object.entries({
    tieengs: "tiếng", Vieetj: "Việt", ddaats: "đất", nuwowcs: "nước", nuocws: "nước", quar: "quả", gias: "giá", hoas: "hóa", muaf: "mùa",
    truwowngf: "trường", nghieeng: "nghiêng", DDoongf: "Đồng", thuyr: "thủy", khuyu: "khuyu", awn: "ăn", booj: "bộ", toanf: "toàn", gif: "gì", uocws: "ước",
  })) assert.equal(typed(keys), word, keys);
});

test("Telex: a second tone takes the place of the first, and z takes it away", () => {
  assert.equal(typed("mas"), "má");
  assert.equal(typed("masf"), "mà");
  assert.equal(typed("masz"), "ma");
});

test("Telex: only the word being typed changes", () => {
  assert.equal(typed("ba mas"), "ba má");
});

test("Telex: a key that changes nothing is written as it is", () => {
  assert.equal(typed("sx"), "sx");
  assert.equal(typed("phở w"), "phở w");
});

test("the keys of a word make it again, whatever marks it bears; what no key makes has none", () => {
  for (const words of ["tiếng việt", "đường về", "người dùng", "mướp", "quý", "ươm", "hoa", "bình dân học vụ số"]) {
    const keys = telexKeys(words);
    assert.equal(keys?.reduce((typed, key) => (key === " " ? `${typed} ` : typeTelex(typed, key)), ""), words);
  }
  assert.equal(telexKeys("xoong"), undefined);
});
