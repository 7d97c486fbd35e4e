/** The PIN of the ambassador who sits beside: entered before a test, and set while their own book is open. */
import type { PersonId } from "@hocvuso/contract";
import { useEffect, useState } from "preact/hooks";
import type { Device } from "../../device/device.ts";
import { enterPin, helperOfPhone, PIN_DIGITS, setPin, type PinEntry } from "../../device/helper-pin.ts";
import type { FirstMessages } from "../../messages/first-vi.ts";
import type { TestMessages } from "../../messages/test-vi.ts";
import { Shell } from "../shell.tsx";

type PinProps = { readonly device: Device; readonly messages: FirstMessages; readonly said: TestMessages };

export function EnterPin({ device, messages, said, onEntered, onBack }: PinProps & { readonly onEntered: (supervisor: PersonId) => void; readonly onBack: () => void }) {
  const [may, setMay] = useState<"yes" | "none" | "own">();
  const [pin, setDigits] = useState("");
  const { entry, isBusy, tryPin } = usePin(device);
  useEffect(() => { void Promise.all([helperOfPhone(device), device.profile()]).then(([helper, { person }]) => setMay(helper === undefined ? "none" : helper === person ? "own" : "yes")); }, [device]);
  const enter = async (): Promise<void> => {
    const entered = await tryPin(pin);
    setDigits("");
    if (entered?.kind === "entered") onEntered(entered.person);
  };
  const refusal = may === "none" ? said.pinNone : may === "own" ? said.pinOwn : undefined;
  return (
    <Shell messages={messages} back="#" spoken={refusal ?? said.pinEnter} foot={refusal === undefined ? <button type="button" class="button go" aria-busy={isBusy} onClick={() => void enter()}>{said.pinGo}</button> : <button type="button" class="button go" onClick={onBack}>{said.back}</button>}>
      <div class="pad">
        <h1 tabIndex={-1}>{said.pinTitle}</h1>
        {refusal !== undefined && <p class="lead">{refusal}</p>}
        {may === "yes" && <PinField label={said.pinEnter} value={pin} onChange={setDigits} />}
        <Said entry={entry} isBusy={isBusy} said={said} />
      </div>
    </Shell>
  );
}

export function SetPin({ device, messages, said }: PinProps) {
  const [isSet, setIsSet] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [isShort, setIsShort] = useState(false);
  const { entry, isBusy, tryPin } = usePin(device);
  useEffect(() => { void helperOfPhone(device).then((helper) => setIsSet(helper !== undefined)); }, [device]);
  const put = async (): Promise<void> => {
    setIsDone(false);
    setIsShort(fresh.length !== PIN_DIGITS);
    if (fresh.length !== PIN_DIGITS || (isSet && (await tryPin(old))?.kind !== "entered")) return;
    await setPin(device, fresh);
    setOld("");
    setFresh("");
    setIsSet(true);
    setIsDone(true);
  };
  return (
    <Shell messages={messages} back="#" spoken={`${said.pinTitle}. ${said.pinTold}`} foot={<button type="button" class="button go" aria-busy={isBusy} onClick={() => void put()}>{said.pinSet}</button>}>
      <div class="pad">
        <h1 tabIndex={-1}>{said.pinTitle}</h1>
        <p class="lead">{said.pinTold}</p>
        {isSet && <PinField label={said.pinOld} value={old} onChange={setOld} />}
        <PinField label={said.pinNew} value={fresh} onChange={setFresh} />
        <Said entry={entry?.kind === "entered" ? undefined : entry} isBusy={isBusy} said={said} also={isDone ? said.pinDone : isShort ? said.pinDigits : undefined} />
      </div>
    </Shell>
  );
}

function PinField({ label, value, onChange }: { label: string; value: string; onChange: (digits: string) => void }) {
  return <label class="field"><span>{label}</span><input type="password" inputMode="numeric" autoComplete="off" maxLength={PIN_DIGITS} value={value} onInput={({ currentTarget }) => onChange(currentTarget.value.replaceAll(/\D/g, "").slice(0, PIN_DIGITS))} /></label>;
}

function Said({ entry, isBusy, said, also }: { entry: PinEntry | undefined; isBusy: boolean; said: TestMessages; also?: string | undefined }) {
  const seconds = entry === undefined || entry.kind === "entered" ? 0 : Math.ceil(entry.waitMs / 1_000);
  return <p class="lead" role="status">{isBusy ? said.checking : also ?? (entry === undefined || entry.kind === "entered" ? "" : `${entry.kind === "wrong" ? said.pinNot : ""} ${seconds > 0 ? said.pinWait(seconds) : ""}`)}</p>;
}

/** One try at a time: a slow hash takes its half second. */
function usePin(device: Device) {
  const [entry, setEntry] = useState<PinEntry>();
  const [isBusy, setIsBusy] = useState(false);
  const tryPin = async (pin: string): Promise<PinEntry | undefined> => {
    if (isBusy) return undefined;
    setIsBusy(true);
    try {
      const tried = await enterPin(device, pin);
      setEntry(tried);
      return tried;
    } finally {
      setIsBusy(false);
    }
  };
  return { entry, isBusy, tryPin };
}
