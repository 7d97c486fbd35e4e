/** What waits for whoever sits here, and how they want to be told. Nothing is on by itself. */
import type { Notices } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { useAnswer } from "../live/reading.ts";
import { sayTrouble, tell } from "../live/server.ts";
import { messages } from "../messages/messages.ts";
import { base, directivePath } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { Said } from "./sign-in.tsx";
import { NothingYet } from "./waiting.tsx";

export function NoticesPage() {
  const m = messages();
  const words = m.movement;
  const { answer, trouble, again } = useAnswer<Notices>("/api/notices", () => true);
  const [refused, setRefused] = useState<string | null>(null);
  const [number, setNumber] = useState("");
  usePage({ title: words.noticesTitle, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;

  async function add(channel: Notices["channels"][number], address: string | null): Promise<void> {
    if (address === null) return setRefused(words.noticesRefused);
    const asked = await tell("/api/notices/addresses", { channel, address });
    setRefused(asked.kind === "trouble" ? sayTrouble(asked.trouble) : null);
    again();
  }
  async function end(id: string): Promise<void> {
    await tell("/api/notices/addresses/end", { id });
    again();
  }
  const byNumber = answer.channels.filter((channel) => channel !== "web-push");
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{words.noticesTitle}</h1>
      <p>{words.noticesMeaning}</p>
      <section class="rule" aria-labelledby="dang-cho">
        <h2 id="dang-cho">{words.noticesWaiting(answer.waiting.length)}</h2>
        <ul class="tally">
          {answer.waiting.map(({ directive, title, dueOn, communes, isReminded }) => <li key={directive}><a href={directivePath(directive)}>{title}</a> <span class="note">{words.due(dueOn)} · {words.notAnswered(communes)}{isReminded && ` · ${words.noticesReminded}`}</span></li>)}
        </ul>
      </section>
      <section class="rule" aria-labelledby="cach-bao">
        <h2 id="cach-bao">{words.noticesWays}</h2>
        <Said trouble={refused} />
        {answer.channels.length === 0 && <p>{words.noWays}</p>}
        {answer.pushKey !== undefined && <p class="actions"><button type="button" onClick={() => void subscribe(answer.pushKey ?? "").then((address) => add("web-push", address))}>{words.channels["web-push"]}</button></p>}
        {byNumber.length > 0 && (
          <div class="sheet">
            <label class="field"><span>{words.noticesPhone}</span><input type="tel" inputMode="tel" autocomplete="tel" maxLength={20} value={number} onInput={(event) => setNumber(event.currentTarget.value)} /></label>
            <p class="actions">{byNumber.map((channel) => <button key={channel} type="button" onClick={() => void add(channel, number)}>{words.noticesAdd}: {words.channels[channel]}</button>)}</p>
          </div>
        )}
        <ul class="tally">
          {answer.own.map(({ id, channel, ends }) => <li key={id}>{words.channels[channel]}{channel !== "web-push" && <span class="note"> {words.noticesOwn(ends)}</span>} <button type="button" class="quiet" onClick={() => void end(id)}>{words.noticesEnd}</button></li>)}
        </ul>
      </section>
    </>
  );
}

/** Asked for by a press, never before. @returns the browser's address at its push service; null where it or its owner does not allow it. */
async function subscribe(pushKey: string): Promise<string | null> {
  try {
    if (await Notification.requestPermission() !== "granted") return null;
    await navigator.serviceWorker.register(`${base}bao-tin.js`, { scope: `${base}bao-tin` });
    const registration = await ready(`${base}bao-tin`);
    return (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })).endpoint;
  } catch {
    return null; // no push here, or no service worker: the page still shows what waits
  }
}

async function ready(scope: string): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  if (registration === undefined) throw new Error("no service worker");
  const worker = registration.active ?? registration.installing ?? registration.waiting;
  if (worker !== null && worker.state !== "activated") await new Promise<void>((resolve) => worker.addEventListener("statechange", () => { if (worker.state === "activated") resolve(); }));
  return registration;
}
