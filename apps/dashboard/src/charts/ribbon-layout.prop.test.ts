import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { layRibbons } from "./ribbon-layout.ts";

test("ribbons conserve the width, follow each other without gap at the end, and never share a slot at the start", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 8 }), (persons) => {
    const { ribbons, height, targetTop, targetHeight } = layRibbons(persons, { height: 176, slotHeight: 44, gap: 10 });
    let end = targetTop;
    let slotEnd = -10;
    for (const [index, ribbon] of ribbons.entries()) {
      assert.ok(Math.abs(ribbon.toTop - end) < 1e-6, "arrives where the one before ends");
      assert.ok(ribbon.slotTop >= slotEnd + 10 - 1e-6, "has a slot of its own");
      assert.ok(ribbon.fromTop >= ribbon.slotTop - 1e-6, "leaves within its slot");
      assert.equal(ribbon.thickness === 0, persons[index] === 0 || targetHeight === 0);
      end = ribbon.toTop + ribbon.thickness;
      slotEnd = ribbon.slotTop + Math.max(44, ribbon.thickness);
    }
    assert.ok(Math.abs(end - targetTop - targetHeight) < 1e-6, "together as wide as the commune");
    assert.ok(Math.abs(slotEnd - height) < 1e-6, "within the drawing");
  }), { numRuns: 200 });
});
