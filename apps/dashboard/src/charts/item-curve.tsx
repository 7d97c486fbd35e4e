/** One item: the share of its score that the model expects at each ability, and what groups of real people reached. */
import type { ItemFinding } from "@hocvuso/contract";
import { itemProbability, type ItemParameters } from "@hocvuso/domain/assessment";
import { messages } from "../messages/messages.ts";

const box = { left: 56, right: 628, top: 14, bottom: 300 };
const reach = 4;

export function parametersOf({ discrimination, stepDifficulties, optionCount }: ItemFinding): ItemParameters {
  return { discrimination, stepDifficulties, ...(optionCount === undefined ? {} : { optionCount }) };
}

/** 0..1. */
export function expectedShare(item: ItemParameters, abilityLogits: number): number {
  return itemProbability(item, abilityLogits).reduce((sum, p, score) => sum + p * score, 0) / item.stepDifficulties.length;
}

export function ItemCurve({ item }: { item: ItemFinding }) {
  const m = messages().items;
  const parameters = parametersOf(item);
  const x = (ability: number) => box.left + ((Math.max(-reach, Math.min(reach, ability)) + reach) / (2 * reach)) * (box.right - box.left);
  const y = (share: number) => box.bottom - share * (box.bottom - box.top);
  const line = Array.from({ length: 81 }, (_, at) => -reach + at / 10).map((ability) => `${x(ability).toFixed(1)} ${y(expectedShare(parameters, ability)).toFixed(1)}`).join("L");
  return (
    <figure class="passing-curve">
      <p class="note" aria-hidden="true">{m.curveY}</p>
      <svg viewBox="0 0 640 348" role="group" aria-label={m.curveTitle}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share} aria-hidden="true">
            <path d={`M${box.left} ${y(share)}H${box.right}`} class="grid-line" />
            <text x={box.left - 8} y={y(share) + 4} text-anchor="end">{m.percent(share)}</text>
          </g>
        ))}
        {[-4, -2, 0, 2, 4].map((ability) => <text key={ability} x={x(ability)} y={box.bottom + 20} text-anchor="middle" aria-hidden="true">{ability > 0 ? `+${ability}` : String(ability).replace("-", "−")}</text>)}
        <text x={box.right} y={box.bottom + 42} text-anchor="end" class="quiet-text" aria-hidden="true">{m.curveX}</text>
        <path d={`M${line}`} class="curve-line" />
        {item.observed.map(({ abilityLogits, answers, share }) => (
          <circle key={abilityLogits} role="img" cx={x(abilityLogits)} cy={y(share)} r="6" class="funnel-dot" aria-label={m.curveDot(abilityLogits, answers, share)} data-tip={m.curveDot(abilityLogits, answers, share)} />
        ))}
      </svg>
    </figure>
  );
}
