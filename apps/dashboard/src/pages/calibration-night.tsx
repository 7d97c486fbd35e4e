/** When questions were last worked out and what came of it, and at which time of night it is done. Stands on the page of the questions and on that of the staff. */
import type { CalibrationReport } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { sayTrouble, tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { officePaths } from "../routes.ts";
import { Said } from "./sign-in.tsx";

export const calibrationPath = "/api/calibration";

/** @param isElsewhere not on the page of the questions, to which it then leads. */
export function CalibrationNight({ isElsewhere = false }: { isElsewhere?: boolean }) {
  const m = messages().items;
  const { answer, again } = useAnswer<CalibrationReport>(calibrationPath, () => false);
  if (answer === null) return null;
  const { nightAt, lastRun, versions: [newest] } = answer;
  return (
    <section class="rule" aria-labelledby="hang-dem">
      <h2 id="hang-dem">{m.nightTitle}</h2>
      <p>{m.nightAt(nightAt)} {lastRun === undefined ? m.neverRan : m.ran(sayMoment(lastRun.at, language.value), lastRun.outcome, lastRun.version)}</p>
      {newest !== undefined && <p>{newest.alarms > 0 ? <strong>{m.alarms(newest.alarms)}</strong> : m.alarms(0)}{isElsewhere && <> <a href={officePaths.items}>{m.seeItems}</a></>}</p>}
      {may("POST /api/calibration/night") && <NightForm key={nightAt} nightAt={nightAt} again={again} />}
    </section>
  );
}

function NightForm({ nightAt, again }: { nightAt: string; again: () => void }) {
  const m = messages().items;
  const [at, setAt] = useState(nightAt);
  const [trouble, setTrouble] = useState<string | null>(null);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const asked = await tell(`${calibrationPath}/night`, { at });
    setTrouble(asked.kind === "trouble" ? sayTrouble(asked.trouble) : null);
    again();
  }
  return (
    <form class="sheet" onSubmit={(event) => void submit(event)}>
      <Said trouble={trouble} />
      <label class="field"><span>{m.nightChoose}</span><input type="time" required value={at} onInput={(event) => setAt(event.currentTarget.value)} /></label>
      <p class="actions"><button class="press">{m.nightSave}</button></p>
    </form>
  );
}
