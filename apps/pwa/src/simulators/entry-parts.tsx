/**
 * Where something is typed. What is typed lives in the part until it is handed to the engine, is never kept, and is wiped
 * when the engine says that it looked like a real secret. No browser or password manager is invited to fill anything in.
 */
import type { PartOf } from "@hocvuso/contract";
import { useId, useState } from "preact/hooks";
import type { PartProps } from "./drawing.ts";
import { Icon } from "./icons.tsx";
import type { Language } from "./messages.ts";
import { telexKeys, typeTelex } from "./telex.ts";

const inputModes = { text: "text", digits: "numeric", amount: "numeric", address: "url" } as const;

/** Digits in threes, as money is written in that language. A leading zero stays: it is how the engine tells a secret from an amount. */
function groupDigits(entered: string, language: Language): string {
  const digits = entered.replace(/[^0-9]/g, "").slice(0, 19);
  return digits.replace(/\B(?=(?:[0-9]{3})+$)/g, language === "vi" ? "." : ",");
}

/** A draft is gone in the same moment as the engine asks for it to be wiped: it belongs to the wipes before it. */
function useDraft(wipes: number) {
  const [kept, keep] = useState({ words: "", wipes });
  return [kept.wipes === wipes ? kept.words : "", (words: string): void => keep({ words, wipes })] as const;
}

/** Pointed at, the ring goes to the box while it is empty, then to the button. */
export function TextField({ part, drawing }: PartProps<PartOf<"text-field">>) {
  const [draft, setDraft] = useDraft(drawing.wipes);
  const id = useId();
  const isPointedAt = part.id === drawing.pointedAt;
  const isFilled = draft !== "";
  return (
    <form
      class="sim-entry" noValidate autocomplete="off"
      onSubmit={(event) => { event.preventDefault(); drawing.act(part.act, draft); }}
    >
      <div class={isPointedAt && !isFilled ? "sim-box sim-ringed" : "sim-box"}>
        <label class="sim-label" for={id}>{drawing.words(part.label)}</label>
        <span class={`sim-input sim-input-${part.keyboard}`}>
          <input
            id={id} type="text" inputMode={inputModes[part.keyboard]} autocomplete="off" autocapitalize="off" spellcheck={false} enterkeyhint="done"
            value={draft} {...(part.keyboard === "amount" ? { placeholder: "0" } : {})}
            onInput={({ currentTarget }) => {
              const entered = currentTarget.value;
              const tidied = part.keyboard === "amount" ? groupDigits(entered, drawing.language) : entered;
              currentTarget.value = tidied;
              setDraft(tidied);
            }}
          />
          {part.unit === undefined ? null : <span>{drawing.words(part.unit)}</span>}
        </span>
      </div>
      <button type="submit" class={isPointedAt && isFilled ? "sim-app-button sim-ringed" : "sim-app-button"}>{drawing.words(part.submit)}</button>
    </form>
  );
}

const digitKeys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

/** Pointed at lightly, the ring lies around the code to copy; firmly, around the next key. */
export function PasscodePad({ part, drawing }: PartProps<PartOf<"passcode-pad">>) {
  const { messages } = drawing;
  const [draft, setDraft] = useDraft(drawing.wipes);
  const press = (digit: string): void => {
    const entered = draft + digit;
    setDraft(entered.length < part.digits ? entered : "");
    if (entered.length === part.digits) drawing.act(part.act, entered);
  };
  const isPointedAt = part.id === drawing.pointedAt;
  const nextKey = isPointedAt && drawing.isFirm ? part.practiceCode[draft.length] : undefined;
  const erase = (): void => setDraft(draft.slice(0, -1));
  return (
    <div
      class="sim-pad" role="group" aria-label={drawing.words(part.label)}
      onKeyDown={(event) => {
        if (/^[0-9]$/.test(event.key)) press(event.key);
        if (event.key === "Backspace") erase();
      }}
    >
      <p class="sim-pad-label"><b>{drawing.words(part.label)}</b></p>
      <p class={isPointedAt && !drawing.isFirm ? "sim-practice-code sim-ringed" : "sim-practice-code"}>
        <span>{messages.practiceCode}</span>
        <b>{[...part.practiceCode].join(" ")}</b>
      </p>
      <p class="sim-dots" role="img" aria-label={messages.digitsEntered(draft.length, part.digits)}>
        {Array.from({ length: part.digits }, (_, at) => <i key={at} class={at < draft.length ? "sim-dot-in" : ""} />)}
      </p>
      <div class="sim-keys sim-keys-digits">
        {digitKeys.map((digit) => (
          <button key={digit} type="button" class={digit === nextKey ? "sim-ringed" : ""} aria-label={messages.keyDigit(digit)} onClick={() => press(digit)}>{digit}</button>
        ))}
        <button type="button" aria-label={messages.eraseOne} onClick={erase}><Icon name="erase" /></button>
      </div>
      <span class="sim-unseen" role="status">{draft === "" ? "" : messages.digitsEntered(draft.length, part.digits)}</span>
    </div>
  );
}

const doneKey = "done";
const eraseKey = "erase";

/** What to press next to have the wanted words: a key, or to erase what does not lead there, or to say that it is done. */
function nextKeyTo(wanted: string, { draft, layout }: { draft: string; layout: PartOf<"keyboard">["layout"] }): string | undefined {
  const words = layout === "digits" ? wanted.replace(/[^0-9]/g, "") : wanted.toLowerCase();
  const keys = layout === "telex" ? telexKeys(words) : [...words];
  let typed = "";
  for (const key of keys ?? []) {
    if (typed === draft) return key;
    typed = layout === "telex" && key !== " " ? typeTelex(typed, key) : typed + key;
  }
  return keys === undefined ? undefined : typed === draft ? doneKey : eraseKey;
}

const letterRows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** As wide as a real phone's keys, so that the hand learns the real places; taller, for hands that tremble. Pointed at firmly, the ring goes to the next key. */
export function Keyboard({ part, drawing }: PartProps<PartOf<"keyboard">>) {
  const { messages } = drawing;
  const [draft, setDraft] = useDraft(drawing.wipes);
  const isDigits = part.layout === "digits";
  const press = (key: string): void => setDraft(part.layout === "telex" ? typeTelex(draft, key) : draft + key);
  const isPointedAt = part.id === drawing.pointedAt;
  const nextKey = isPointedAt && drawing.isFirm ? nextKeyTo(drawing.words(part.wanted), { draft, layout: part.layout }) : undefined;
  const ringed = (key: string): string => (key === nextKey ? "sim-ringed" : "");
  const rows = isDigits ? ["123", "456", "789", "0"] : letterRows;
  return (
    <div class="sim-keyboard" role="group" aria-label={drawing.words(part.label)}>
      <p class="sim-label">{drawing.words(part.label)}</p>
      <p class={isPointedAt && nextKey === undefined ? "sim-wanted sim-ringed" : "sim-wanted"}><span class="sim-label">{messages.wanted}</span> <b>{drawing.words(part.wanted)}</b></p>
      <p class="sim-box" role="status"><span class="sim-unseen">{messages.typed}: </span><b class="sim-typed">{draft}</b></p>
      {rows.map((row) => (
        <div key={row} class={`sim-keys ${isDigits ? "sim-keys-digits" : "sim-keys-letters"}`}>
          {[...row].map((key) => (
            <button key={key} type="button" class={ringed(key)} aria-label={isDigits ? messages.keyDigit(key) : messages.key(key)} onClick={() => press(key)}>{key}</button>
          ))}
        </div>
      ))}
      <div class="sim-keys sim-keys-wide">
        {isDigits ? null : <button type="button" class={ringed(" ")} onClick={() => setDraft(`${draft} `)}>{messages.space}</button>}
        <button type="button" class={ringed(eraseKey)} aria-label={isDigits ? messages.eraseOne : messages.eraseLetter} onClick={() => setDraft([...draft].slice(0, -1).join(""))}>
          <Icon name="erase" />
        </button>
      </div>
      <button type="button" class={`sim-app-button ${ringed(doneKey)}`} onClick={() => drawing.act(part.act, draft)}>{drawing.words(part.submit)}</button>
    </div>
  );
}
