import assert from "node:assert/strict";
import { test } from "node:test";
import type { FourNumbers, GroupFigures } from "@hocvuso/contract";
import { en } from "../messages/en.ts";
import { vi } from "../messages/vi.ts";
import { findCapable } from "./finding.ts";

function numbers(listed: number, capable: number | null): FourNumbers {
  const unmeasured = { state: "notYetMeasured" } as const;
  return {
    listed,
    reached: { state: "measured", persons: listed },
    capable: capable === null ? unmeasured : { state: "measured", persons: capable },
    verified: unmeasured,
    confirmed: unmeasured,
  };
}

const nobody = numbers(0, 0);
const adults = (listed: number, capable: number | null): GroupFigures => ({ official: nobody, student: nobody, adult: numbers(listed, capable) });

test("about six in ten adults is said in words", () => {
  const finding = findCapable(adults(732_553, 449_000));
  assert.equal(vi.sayFinding(finding), "Cứ mười người lớn trong danh sách thì khoảng sáu người tự làm được");
  assert.equal(en.sayFinding(finding), "About six in ten adults on the list can do it on their own");
});

test("exactly six in ten is not called about six", () => {
  assert.equal(vi.sayFinding(findCapable(adults(50, 30))), "Cứ mười người lớn trong danh sách thì sáu người tự làm được");
  assert.equal(en.sayFinding(findCapable(adults(50, 30))), "Six in ten adults on the list can do it on their own");
});

test("one short of everybody is over nine in ten, never ten", () => {
  assert.equal(vi.sayFinding(findCapable(adults(1000, 999))), "Cứ mười người lớn trong danh sách thì hơn chín người tự làm được");
});

test("one of a thousand is under one in ten, never none", () => {
  assert.equal(vi.sayFinding(findCapable(adults(1000, 1))), "Cứ mười người lớn trong danh sách thì chưa tới một người tự làm được");
});

test("everybody, nobody, a handful and an empty list each have their own sentence", () => {
  assert.equal(vi.sayFinding(findCapable(adults(1240, 1240))), "Cả 1.240 người lớn trong danh sách đều tự làm được");
  assert.equal(vi.sayFinding(findCapable(adults(1240, 0))), "Trong 1.240 người lớn ở danh sách, chưa ai tự làm được");
  assert.equal(vi.sayFinding(findCapable(adults(7, 3))), "3 trong 7 người lớn ở danh sách tự làm được");
  assert.equal(vi.sayFinding(findCapable(adults(0, 0))), "Chưa có ai trong danh sách");
});

test("what was not measured is said so and not counted as nobody", () => {
  assert.equal(vi.sayFinding(findCapable(adults(50, null))), "Có 50 người lớn trong danh sách, chưa đo được ai tự làm được");
});

test("where no adult is listed, the larger of the other groups speaks", () => {
  assert.deepEqual(findCapable({ official: numbers(40, 10), student: numbers(60, 30), adult: nobody }), { kind: "outOfTen", group: "student", tenths: 5, closeness: "exactly" });
  assert.deepEqual(findCapable({ official: numbers(40, 10), student: numbers(20, 5), adult: nobody }), { kind: "outOfTen", group: "official", tenths: 3, closeness: "about" });
});

test("a commune's finding follows its name in lower case", () => {
  assert.equal(vi.findingAt("Xã Khe Sanh", findCapable(adults(100, 40))), "Xã Khe Sanh: cứ mười người lớn trong danh sách thì bốn người tự làm được");
});
