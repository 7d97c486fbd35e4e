/** Asks for somebody to come: a fact like any, so it is kept without a network and goes out with the next. Whoever was helped says here that it is done. */
import type { FactKey, HelpRequestChanged } from "@hocvuso/contract";
import { useEffect, useState } from "preact/hooks";
import type { PersonProps } from "../person-pages.tsx";

type Asked = { readonly record: FactKey; readonly version: FactKey; readonly about: string; readonly isDone: boolean };
const bookmark = "own-help-requests";
/** So many are shown; the journal has them all. */
const SHOWN = 5;

export function AskForHelp({ device, said }: PersonProps) {
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const topics = Object.entries(said.askHelpTopics);
  const [about, setAbout] = useState(topics[0]?.[0] ?? "");
  const [language, setLanguage] = useState("");
  const [state, setState] = useState<"idle" | "kept" | "refused" | "nowhere">("idle");
  useEffect(() => { void device?.bookmark(bookmark).then((kept) => setAsked(kept as readonly Asked[] | undefined ?? [])); }, [device]); // only this screen writes it

  async function put(next: Asked, change: Pick<HelpRequestChanged, "state" | "supersedes" | "by">): Promise<void> {
    if (device === undefined) return;
    const { place } = await device.profile();
    if (place === undefined) return setState("nowhere");
    try {
      await device.keep({ kind: "help-request-changed", key: next.version, record: next.record, place, about: next.about, ...change, ...(language.trim() === "" ? {} : { language: language.trim() }) });
      const kept = [next, ...asked.filter(({ record }) => record !== next.record)].slice(0, SHOWN);
      await device.saveBookmark(bookmark, kept);
      setAsked(kept);
      setState("kept");
      void device.exchange();
    } catch {
      setState("refused"); // the flash is full or closed: it is said, and nothing is lost that was said to be kept
    }
  }
  const ask = (by: "self" | "neighbour") => {
    if (device !== undefined) void put({ record: device.mintKey(), version: device.mintKey(), about, isDone: false }, { state: "open", supersedes: [], by });
  };
  const done = (one: Asked) => {
    if (device !== undefined) void put({ ...one, version: device.mintKey(), isDone: true }, { state: "closed", supersedes: [one.version] });
  };
  return (
    <section class="pad">
      <h2>{said.askHelp}</h2>
      <p>{said.askHelpLead}</p>
      <label class="field">{said.askHelpWhat}<select value={about} onChange={(event) => setAbout(event.currentTarget.value)}>{topics.map(([topic, called]) => <option key={topic} value={topic}>{called}</option>)}</select></label>
      <label class="field">{said.askHelpLanguage}<input maxLength={40} value={language} onInput={(event) => setLanguage(event.currentTarget.value)} /></label>
      <button type="button" class="button" onClick={() => ask("self")}>{said.askHelpSelf}</button>
      <button type="button" class="button" onClick={() => ask("neighbour")}>{said.askHelpNeighbour}</button>
      <p role="status">{state === "kept" ? said.kept : state === "refused" ? said.notSaved : state === "nowhere" ? said.askHelpWhere : ""}</p>
      <ul class="choices">
        {asked.map((one) => (
          <li key={one.record}><p>{topics.find(([topic]) => topic === one.about)?.[1] ?? one.about}: {one.isDone ? said.askHelpClosed : said.askHelpOpen}</p>{!one.isDone && <button type="button" class="button" onClick={() => done(one)}>{said.askHelpDone}</button>}</li>
        ))}
      </ul>
    </section>
  );
}
