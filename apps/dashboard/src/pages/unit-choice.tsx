/** One unit of today, chosen from a list: the whole province, or one of its communes by name. */
import type { ProvinceProgress, UnitId } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { useAnswer } from "../live/reading.ts";
import { visitor } from "../live/visitor.ts";
import { messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";

/** Of the units of today; empty until the server has said them. */
export function useUnits(): { readonly province: UnitId | null; readonly communes: readonly { readonly unit: UnitId; readonly name: string }[]; readonly nameOf: (unit: string) => string } {
  const { answer } = useAnswer<ProvinceProgress>("/api/progress", () => false);
  const communes = (answer?.communes ?? []).map(({ unit, name }) => ({ unit, name: say(name) }));
  const names = new Map<string, string>([...communes.map(({ unit, name }): [string, string] => [unit, name]), ...(answer === null ? [] : [[answer.province.unit, say(answer.province.name)] as [string, string]])]);
  return { province: answer?.province.unit ?? null, communes, nameOf: (unit) => names.get(unit) ?? unit };
}

/** The unit of whoever sits here, where they work for one commune; chosen otherwise. */
export function useOwnUnit(): readonly [unit: string, choose: (unit: string) => void] {
  const [chosen, setChosen] = useState<string | null>(null);
  const own = visitor.value?.staff?.roles.find(({ role, isInForce }) => role === "commune-officer" && isInForce)?.unit;
  return [chosen ?? own ?? "", setChosen];
}

/** @param only the whole province and nothing else. @param withProvince whether the whole province may be chosen. */
export function UnitChoice({ label, chosen, choose, withProvince, only }: { label: string; chosen: string; choose: (unit: string) => void; withProvince: boolean; only?: "province" }) {
  const m = messages().office;
  const { province, communes } = useUnits();
  return (
    <label class="field">
      <span>{label}</span>
      <select required value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{m.chooseUnit}</option>
        {withProvince && province !== null && <option value={province}>{m.wholeProvince}</option>}
        {only === undefined && communes.map(({ unit, name }) => <option key={unit} value={unit}>{name}</option>)}
      </select>
    </label>
  );
}
