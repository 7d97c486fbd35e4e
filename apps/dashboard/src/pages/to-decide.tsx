/** What waits for a person of the province: phones and hubs about which somebody has to decide, and records changed in two places. */
import type { ProvinceProgress, RecordConflict, RecordConflicts, ReplicasToDecide, ReplicaToDecide } from "@hocvuso/contract";
import { useEffect } from "preact/hooks";
import { Fresh } from "../charts/fresh.tsx";
import { sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { language, messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { base } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { useWaiting } from "./use-waiting.ts";
import { NothingYet, TroubleNote } from "./waiting.tsx";

/** What is kept apart changes no figure, so no change of figures tells of it; the page asks by the clock. */
const lookAgainMs = 10_000;

const whys = ["forked", "not-enrolled", "revoked", "asks"] as const satisfies readonly ReplicaToDecide["why"][];

export function ToDecidePage() {
  const m = messages();
  const { replicas, conflicts } = useWaiting();
  usePage({ title: m.toDecide, provenance: null });
  const again = () => {
    replicas.again();
    conflicts.again();
  };
  useEffect(() => {
    const timer = setInterval(again, lookAgainMs);
    return () => clearInterval(timer);
  }, []);
  const trouble = replicas.trouble ?? conflicts.trouble;
  if (replicas.answer === null || conflicts.answer === null) return <NothingYet trouble={trouble} again={again} />;
  const waiting = replicas.answer.waiting + conflicts.answer.open;
  return (
    <>
      <TroubleNote trouble={trouble} kept={replicas.answer} again={again} />
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{m.toDecide}</h1>
      <p><b><Fresh text={waiting === 0 ? m.nothingToDecide : m.waitingCount(waiting)} /></b> {waiting === 0 ? m.nothingToDecideMeaning : m.toDecideMeaning}</p>
      <Replicas answer={replicas.answer} />
      <Conflicts answer={conflicts.answer} />
    </>
  );
}

function Replicas({ answer: { waiting, counts, setAside, replicas } }: { answer: ReplicasToDecide }) {
  const m = messages();
  return (
    <section class="rule" aria-labelledby="may">
      <h2 id="may">{m.machines}</h2>
      <p>{m.machineCounts(counts)}{setAside > 0 && ` ${m.setAside(setAside)}`}</p>
      {waiting === 0 && <p>{m.noMachineWaits}</p>}
      {whys.map((why) => {
        const those = replicas.filter((replica) => replica.why === why);
        return those.length > 0 && <ReplicasOf key={why} why={why} replicas={those} />;
      })}
      {replicas.length < waiting && <p class="note">{m.firstOf(replicas.length, waiting)}</p>}
    </section>
  );
}

function ReplicasOf({ why, replicas }: { why: ReplicaToDecide["why"]; replicas: readonly ReplicaToDecide[] }) {
  const m = messages();
  const words = m.replicaWhys[why];
  return (
    <div class="to-decide">
      <h3 id={why}>{words.name}</h3>
      <p>{words.meaning}</p>
      <p class="note">{words.toDo}</p>
      <ul aria-labelledby={why}>
        {replicas.map((one) => (
          <li key={one.replica}>
            <p><b>{m.machine} <code title={one.replica}>{startOf(one.replica)}</code></b>{one.asksAs !== undefined && ` · ${m.asksAs(roleName(one.asksAs))}`}</p>
            <p class="note">
              {m.factsHeld(one.facts, one.factsApart)} {one.lastArrival === undefined ? m.nothingArrived : m.lastArrival(sayMoment(one.lastArrival, language.value))}
            </p>
            <pre class="query"><code>{commandFor(one)}</code></pre>
          </li>
        ))}
      </ul>
    </div>
  );
}

function commandFor({ why, replica, lastGood, asksAs }: ReplicaToDecide): string {
  if (why === "not-enrolled" || why === "asks") return `npm run replicas -- enrol ${replica} --as ${asksAs ?? "phone"}`;
  // A revoked replica is revoked again at the same segment: at a later one of the clone's, the honest branch would count no more either.
  const after = lastGood === undefined ? "now" : /^0+$/.test(lastGood) ? "nothing" : lastGood;
  return `npm run replicas -- revoke ${replica} --after ${after} --because "${messages().because}"`;
}

function roleName(role: string): string {
  return Object.entries(messages().roles).find(([known]) => known === role)?.[1] ?? role;
}

function Conflicts({ answer: { open, conflicts } }: { answer: RecordConflicts }) {
  const m = messages();
  const { answer: progress } = useAnswer<ProvinceProgress>("/api/progress", () => false);
  const names = new Map<string, string>(progress?.communes.map(({ unit, name }) => [unit, say(name)]));
  return (
    <section class="rule" aria-labelledby="ho-so">
      <h2 id="ho-so">{m.conflicts}</h2>
      {open === 0 ? <p>{m.noConflicts}</p> : (
        <>
          <p>{m.conflictsMeaning}</p>
          <p class="note">{m.conflictsToDo}</p>
        </>
      )}
      {conflicts.map((conflict) => <Conflict key={`${conflict.kind} ${conflict.record}`} conflict={conflict} placeName={(unit) => names.get(unit) ?? unit} />)}
      {conflicts.length < open && <p class="note">{m.firstOf(conflicts.length, open)}</p>}
    </section>
  );
}

function Conflict({ conflict: { kind, record, shown, heads }, placeName }: { conflict: RecordConflict; placeName: (unit: string) => string }) {
  const m = messages();
  const moment = (instant: string) => sayMoment(instant, language.value);
  // What was changed stands out; the rest is there to know the record by.
  const differs = (field: string) => new Set(heads.map(({ said }) => said[field])).size > 1;
  const fields = [...new Set(heads.flatMap(({ said }) => Object.keys(said)))].toSorted((a, b) => Number(differs(b)) - Number(differs(a)));
  const id = `${kind}-${record}`;
  return (
    <div class="to-decide">
      <h3 id={id}>{m.recordKinds[kind]} <code title={record}>…{record.slice(-8)}</code></h3>
      <ul class="heads" aria-labelledby={id}>
        {heads.map(({ version, replica, deviceTime, receivedAt, said }) => (
          <li key={version} class={version === shown ? "is-shown" : undefined}>
            <p>{version === shown ? <b>{m.shownMeanwhile}</b> : m.otherVersion}</p>
            <dl>
              {fields.map((field) => (
                <div key={field}>
                  <dt>{labelled(field, m.saidFields)}</dt>
                  <dd>{differs(field) ? <b>{sayValue(field, said[field], placeName)}</b> : sayValue(field, said[field], placeName)}</dd>
                </div>
              ))}
            </dl>
            <p class="note">{m.machine} <code title={replica}>{startOf(replica)}</code> · {m.columnDeviceTime}: {moment(deviceTime)} · {m.columnReceivedAt}: {moment(receivedAt)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A field or a value in the reader's words; a newer one that has none yet, as it is written. */
function labelled(written: string, words: Readonly<Record<string, string>>): string {
  return words[written] ?? written;
}

function sayValue(field: string, value: string | number | undefined, placeName: (unit: string) => string): string {
  const m = messages();
  if (value === undefined) return m.notSaid;
  if (field === "place") return placeName(String(value));
  if (field === "startsAtMs") return sayMoment(new Date(Number(value)).toISOString(), language.value);
  if (field === "group") return labelled(String(value), m.groups);
  if (field === "household" || field === "helper") return `…${String(value).slice(-8)}`;
  return labelled(String(value), m.saidValues);
}

/** Enough to tell replicas apart by eye; the command carries all of it. */
function startOf(replica: string): string {
  return `${replica.slice(0, 8)}…`;
}
