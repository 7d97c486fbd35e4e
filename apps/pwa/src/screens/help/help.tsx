/** What to do when stuck, whom to call, how to ask an ambassador. All of it lies on the phone. */
import { useEffect, useState } from "preact/hooks";
import { content as help } from "../../../../../content/help.json?help";
import { firstIcons, Icon } from "../../icons.tsx";
import { icons } from "../../rest-icons.ts";
import { AppFrame } from "../app-frame.tsx";
import { useView } from "../carry/use-machine.ts";
import { AskForHelp } from "./ask-for-help.tsx";
import type { PersonProps } from "../person-pages.tsx";

type Numbers = { readonly ambassador: string; readonly police: string };
const bookmark = "own-numbers";
const none: Numbers = { ambassador: "", police: "" };

export function Help(props: PersonProps) {
  const { device, said, settings: { language } } = props;
  const view = useView();
  const [numbers, setNumbers] = useState(none);
  useEffect(() => { void device?.bookmark(bookmark).then((kept) => setNumbers(kept as Numbers | undefined ?? none)); }, [device]); // only this screen writes it
  const topic = help.topics.find(({ id }) => id === view);
  const callTo = (number: string, name: string, by: "call" | "message" = "call", note?: string) => (
    <li key={number + by}>
      <a class="button left" href={`${by === "call" ? "tel" : "sms"}:${number}`}><Icon {...(by === "call" ? icons.call : icons.send)} /><span>{by === "call" ? said.call : said.message} {number}<small>{name}{note !== undefined && <><br />{note}</>}</small></span></a>
    </li>
  );
  if (topic === undefined) {
    return (
      <AppFrame {...props} back="/hoc/" spoken={`${said.helpSpoken} ${help.topics.map(({ title }) => title[language]).join(". ")}`}>
        <section class="pad">
          <h1 tabIndex={-1}>{said.helpTitle}</h1>
          <p class="lead">{said.helpLead}</p>
          <ul class="exercises">
            {help.topics.map(({ id, title }) => <li key={id}><a class="row" href={`#${id}`}><Icon {...icons.mind} /><span class="grow"><b>{title[language]}</b></span><Icon {...firstIcons.next} /></a></li>)}
          </ul>
        </section>
        <OwnNumbers {...props} numbers={numbers} onKept={setNumbers} />
      </AppFrame>
    );
  }
  const { title, lead, steps, calls, lesson } = topic;
  const own = [
    ...(numbers.ambassador !== "" && topic.id === "hoi-dai-su-so" ? [callTo(numbers.ambassador, said.ambassadorNumber)] : []),
    ...(numbers.police !== "" && topic.id === "dang-bi-lua" ? [callTo(numbers.police, said.policeNumber)] : []),
  ];
  return (
    <AppFrame {...props} back="#" spoken={[title, lead, ...steps].map((text) => text[language]).join("\n")}>
      <section class="pad"><h1 tabIndex={-1}>{title[language]}</h1><p class="lead">{lead[language]}</p></section>
      <section class="pad">
        <h2>{said.toDo}</h2>
        <ol class="steps">{steps.map((step) => <li key={step.vi}>{step[language]}</li>)}</ol>
      </section>
      {calls.length + own.length > 0 && (
        <section class="pad">
          <h2>{said.toCall}</h2>
          <ul class="choices">{own}{calls.map(({ number, by, label, note }) => callTo(number, label[language], by, note?.[language]))}</ul>
        </section>
      )}
      {topic.id === "hoi-dai-su-so" && <AskForHelp {...props} />}
      {topic.id === "hoi-dai-su-so" && <OwnNumbers {...props} numbers={numbers} onKept={setNumbers} />}
      <section class="pad">
        {lesson !== undefined && <a class="button" href={`/hoc/bai/${lesson}/`}><Icon {...icons.book} />{said.learnMore}</a>}
        <details class="sources"><summary>{said.sources}</summary><ul>{help.sources.map((source) => <li key={source.title}>{source.url === undefined ? source.title : <a href={source.url}>{source.title}</a>} ({said.certainty[source.certainty]})</li>)}</ul></details>
      </section>
    </AppFrame>
  );
}

function OwnNumbers({ device, said, numbers, onKept }: PersonProps & { readonly numbers: Numbers; readonly onKept: (numbers: Numbers) => void }) {
  const [written, setWritten] = useState(numbers);
  const [state, setState] = useState<"idle" | "kept" | "refused">("idle");
  useEffect(() => setWritten(numbers), [numbers]);
  const keep = (): void => {
    device?.saveBookmark(bookmark, written).then(() => { setState("kept"); onKept(written); }, () => setState("refused"));
  };
  const field = (which: keyof Numbers, label: string) => (
    <label class="field">{label}<input type="tel" inputMode="tel" autocomplete="off" maxLength={15} value={written[which]} onInput={(event) => { setWritten({ ...written, [which]: event.currentTarget.value.replaceAll(/[^\d+]/g, "") }); setState("idle"); }} /></label>
  );
  return (
    <section class="pad">
      <h2>{said.ownNumbers}</h2>
      <p>{said.ownNumbersLead}</p>
      <form onSubmit={(event) => { event.preventDefault(); keep(); }}>
        {field("ambassador", said.ambassadorNumber)}
        {field("police", said.policeNumber)}
        <button class="button">{said.keep}</button>
      </form>
      <p role="status">{state === "kept" ? said.kept : state === "refused" ? said.notSaved : ""}</p>
    </section>
  );
}
