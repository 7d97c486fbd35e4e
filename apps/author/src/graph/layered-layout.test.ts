import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import type { Simulator } from "@hocvuso/contract";
import { prove, stateGraph, type GraphEdge, type GraphState } from "@hocvuso/domain/scenario";
import { layOut } from "./layered-layout.ts";

const sizes = { width: 600, stateHeight: 60, gap: 40, stateWidthAtMost: 300, bulge: 100 };
const state = (key: string, distance: number): GraphState => ({ key, screen: key, remembered: [], acts: Array.from({ length: distance }, () => "a@0"), isGoal: false, canReachGoal: true });
const edge = (from: string, to: string, act = "di"): GraphEdge => ({ from, to, act, verdict: "right" });

test("a state stands as many rows down as it is acts away", () => {
  const { states, height } = layOut({ states: [state("a", 0), state("b", 1), state("c", 2)], edges: [edge("a", "b"), edge("b", "c")] }, sizes);
  assert.deepEqual(states.map(({ y }) => y), [0, 100, 200]);
  assert.equal(height, 260);
});

test("states of a row stand in the order of what leads to them, so that edges do not cross", () => {
  const graph = { states: [state("a", 0), state("l", 1), state("r", 1), state("under-r", 2), state("under-l", 2)], edges: [edge("a", "l"), edge("a", "r"), edge("r", "under-r"), edge("l", "under-l")] };
  const x = new Map(layOut(graph, sizes).states.map((placed) => [placed.key, placed.x]));
  assert.equal((x.get("l") ?? 0) < (x.get("r") ?? 0), (x.get("under-l") ?? 0) < (x.get("under-r") ?? 0));
});

test("acts between the same two states are one link, acts that stay are none, and a way back is told from a way on", () => {
  const { links, states } = layOut({ states: [state("a", 0), state("b", 1)], edges: [edge("a", "b", "mot"), edge("a", "b", "hai"), edge("b", "a", "lui"), edge("b", "b", "dung")] }, sizes);
  assert.deepEqual(links.map(({ from, edges, isForward }) => [from, edges.length, isForward]), [["a", 2, true], ["b", 1, false]]);
  assert.deepEqual(states.map(({ staying }) => staying.length), [0, 1]);
});

test("no two states of any simulator lie upon each other, and all lie within the drawing", () => {
  const folder = new URL("../../../../content/simulators/", import.meta.url);
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".json"))) {
    // content/ is checked against the schema by tools/check-content.ts.
    const simulator = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Simulator;
    for (const { seed } of prove(simulator).shortest.slice(0, 4)) {
      const { states, stateWidth, height } = layOut(stateGraph(simulator, seed), sizes);
      for (const [at, one] of states.entries()) {
        assert.ok(one.x >= 0 && one.x + stateWidth <= sizes.width && one.y + sizes.stateHeight <= height, name);
        for (const other of states.slice(at + 1)) assert.ok(one.y !== other.y || Math.abs(one.x - other.x) >= stateWidth, name);
      }
    }
  }
});
