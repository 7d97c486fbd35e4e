/** What the ambassador's pages share: choices to tap, names of places, and an act that may not be saved. */
import type { UnitId } from "@hocvuso/contract";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FieldMessages } from "../../messages/field-vi.ts";
import { dayOf } from "../day.ts";
import type { Language } from "../lesson/lesson-words.ts";

/** One of several, or any number of them, to tap; none is chosen beforehand unless `chosen` says so. */
export function Choices<Option extends string>({ legend, options, chosen, nameOf, onTap }: {
  readonly legend: ComponentChildren; readonly options: readonly Option[]; readonly chosen: readonly Option[]; readonly nameOf: (option: Option) => ComponentChildren; readonly onTap: (option: Option) => void;
}) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="options">{options.map((option) => <button key={option} type="button" class="button" aria-pressed={chosen.includes(option)} onClick={() => onTap(option)}>{nameOf(option)}</button>)}</div>
    </fieldset>
  );
}

export function toggled<Option>(chosen: readonly Option[], option: Option): readonly Option[] {
  return chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option];
}

/** A hamlet by its number; the commune by its name once the register has come. */
export function placeName(place: UnitId, said: FieldMessages): string {
  const serial = place.split("-")[1];
  return serial === undefined ? said.wholeCommune : said.hamletNumbered(Number(serial));
}

export function useCommuneName(place: UnitId | undefined, language: Language): string {
  const [name, setName] = useState("");
  const commune = place?.split("-")[0] as UnitId | undefined; // a commune's id begins every hamlet's
  useEffect(() => { if (commune !== undefined) void import("../find-communes.ts").then(({ communeName }) => setName(communeName(commune, { language, today: dayOf(new Date()) }))); }, [commune, language]);
  return name;
}

export type Acting = { readonly state: "idle" | "busy" | "refused" | "not-met"; readonly act: (what: () => Promise<void>) => void };

/** One act at a time; one that could not be kept is said. */
export function useAct(): Acting {
  const [state, setState] = useState<Acting["state"]>("idle");
  return {
    state,
    act: (what) => {
      if (state === "busy") return;
      setState("busy");
      what().then(() => setState("idle"), (refusal: unknown) => {
        console.error(refusal);
        setState(refusal instanceof Error && refusal.message === "not-met" ? "not-met" : "refused");
      });
    },
  };
}

export function Refused({ state, said }: { readonly state: Acting["state"]; readonly said: FieldMessages }) {
  return state === "refused" || state === "not-met" ? <p class="note trouble" role="alert">{state === "not-met" ? said.notMet : said.notSaved}</p> : null;
}
