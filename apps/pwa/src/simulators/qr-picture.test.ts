import assert from "node:assert/strict";
import { test } from "node:test";
import { qrPath, qrSide } from "./qr-picture.ts";

test("QR picture: the same seed gives the same picture, another seed another", () => {
  assert.equal(qrPath("bưởi"), qrPath("bưởi"));
  assert.notEqual(qrPath("bưởi"), qrPath("bưởi 2"));
});

test("QR picture: its side is no QR version's, so no reader can lay its grid over it", () => {
  assert.notEqual((qrSide - 17) % 4, 0);
});

/** Corners of the polygons of an SVG path that uses M, m, h, v, l and z. */
function polygonsOf(path: string): [x: number, y: number][][] {
  const polygons: [number, number][][] = [];
  let [x, y] = [0, 0];
  for (const [, command = "", inputs = ""] of path.matchAll(/([Mmhvlz])([^Mmhvlz]*)/g)) {
    const numbers = (inputs.match(/-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)/g) ?? []).map(Number);
    if (command === "z") [x, y] = polygons.at(-1)?.[0] ?? [x, y];
    for (let at = 0; at < numbers.length; at += command === "h" || command === "v" ? 1 : 2) {
      const [first = 0, second = 0] = numbers.slice(at);
      [x, y] = command === "M" ? [first, second] : command === "h" ? [x + first, y] : command === "v" ? [x, y + first] : [x + first, y + second];
      if (command === "M" || command === "m") polygons.push([]);
      polygons.at(-1)?.push([x, y]);
    }
  }
  return polygons;
}

/** Places where the horizontal line at `y` enters or leaves a dark area, left to right. */
function edgesAt(y: number, polygons: readonly (readonly [number, number][])[]): number[] {
  return polygons.flatMap((polygon) => polygon.flatMap(([x1, y1], at) => {
    const [x2, y2] = polygon[(at + 1) % polygon.length] ?? [x1, y1];
    return (y1 <= y) === (y2 <= y) ? [] : [x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)];
  })).toSorted((a, b) => a - b);
}

/** The tolerance is the widest in use: half a module for each module of a run. */
test("QR picture: no line through a corner mark shows the 1:1:3:1:1 that readers look for", () => {
  const marks = polygonsOf(qrPath("bưởi")).slice(0, 3);
  assert.deepEqual(edgesAt(3.5, marks).map((edge) => edge.toFixed(1)), ["0.0", "1.0", "2.8", "4.2", "6.0", "7.0"], "ring, diamond, ring");
  for (let y = 0.05; y < 7; y += 0.1) {
    const edges = edgesAt(y, marks);
    const runs = edges.slice(1).map((edge, at) => edge - (edges[at] ?? 0));
    const looksReal = runs.length === 5 && runs.every((run, at) => Math.abs(run - (at === 2 ? 3 : 1)) < (at === 2 ? 1.5 : 0.5));
    assert.equal(looksReal, false, `at ${y}: ${runs.join(" ")}`);
  }
});
