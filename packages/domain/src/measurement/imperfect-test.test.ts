import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { apparentShare, passByGuessing, roganGladen } from "./imperfect-test.ts";
import { passProbability } from "./lqas.ts";

test("shares corrected for the test's sensitivity and specificity agree with the reference", () => {
  for (const row of readCsv("rogan_gladen.csv")) {
    const corrected = roganGladen({
      successes: row.number("x"), sampleSize: row.number("n"), sensitivity: row.number("sens"), specificity: row.number("spec"),
      sensitivitySampleSize: row.number("n_sens"), specificitySampleSize: row.number("n_spec"),
    });
    const what = `${row.text("x")}/${row.text("n")}`;
    assertClose(corrected.apparentShare, row.number("apparent"), 1e-12, what);
    assertClose(corrected.unboundedShare, row.number("true_RG"), 1e-12, what);
    assertClose(corrected.share, row.number("true_trunc"), 1e-12, what);
    assertClose(corrected.standardError, row.number("se_delta"), 1e-12, what);
    assert.ok(corrected.lower <= corrected.share && corrected.share <= corrected.upper, what);
  }
});

test("an imperfect re-test passes lots as often as the reference says", () => {
  for (const row of readCsv("lqas_imperfect_test_oc.csv")) {
    const share = apparentShare({ share: row.number("p"), sensitivity: row.number("sens"), specificity: row.number("spec") });
    assertClose(share, row.number("apparent"), 1e-12, "apparent share");
    const pass = passProbability({ share, sampleSize: row.number("n"), minimumPasses: row.number("d") });
    assertClose(pass, row.number("p_accept"), 1e-12, `p ${row.text("p")} sens ${row.text("sens")} spec ${row.text("spec")}`);
  }
});

test("guessing passes a quiz as often as the reference says", () => {
  for (const row of readCsv("pass_by_guessing.csv")) {
    const quiz = { items: row.number("items"), passMark: row.number("pass_mark") };
    assertClose(passByGuessing({ ...quiz, itemShare: row.number("guess") }), row.number("p_pass_no_skill"), 1e-12, "no skill");
    assertClose(passByGuessing({ ...quiz, itemShare: 0.9 }), row.number("p_pass_skill90"), 1e-12, "skill 0.9");
  }
});

test("a test that passes the unskilled as often as the skilled corrects nothing", () => {
  assert.throws(() => roganGladen({ successes: 5, sampleSize: 10, sensitivity: 0.6, specificity: 0.4 }), /cannot tell skill/);
});
