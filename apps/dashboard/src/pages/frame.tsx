/** What stands around every page: the band of sample data, the way home, the language, the note of a change, the four definitions. */
import type { Provenance } from "@hocvuso/contract";
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Mark } from "../charts/mark.tsx";
import { Tooltip } from "../charts/tooltip.tsx";
import { sayTime } from "../figures/dates.ts";
import { sayCount } from "../figures/numbers.ts";
import { updatedAt } from "../live/reading.ts";
import { may, signOut, visitor } from "../live/visitor.ts";
import { language, messages, speak } from "../messages/messages.ts";
import { route } from "../navigation.ts";
import { base, measures, officePaths, roundsPath, toDecidePath } from "../routes.ts";
import brandUrl from "../styles/brand.svg";
import { useWaiting } from "./use-waiting.ts";

/** What stands behind the figures now on the screen; null while none are. */
const provenanceShown = signal<Provenance | null>(null);

/** A page says here what it shows, so that the frame can mark it. */
export function usePage({ title, provenance }: { title: string; provenance: Provenance | null }): void {
  useEffect(() => {
    document.title = `${title} · ${messages().brand}`;
  }, [title]);
  useEffect(() => {
    provenanceShown.value = provenance;
  }, [provenance]);
}

export function Frame({ children }: { children: ComponentChildren }) {
  const m = messages();
  const other = language.value === "vi" ? "en" : "vi";
  return (
    <>
      <a class="skip" href="#noi-dung">{m.skipToContent}</a>
      <div class="page">
        <header class="mast">
          <a class="brand" href={base}>
            <img src={brandUrl} alt="" width="30" height="30" />
            <span>{m.brand}<small>{m.board}</small></span>
          </a>
          <nav aria-label={m.pages}>
            <a href={base} aria-current={route.value.page === "province" ? "page" : undefined}>{m.wholeProvince}</a>
            <a href={roundsPath} aria-current={route.value.page === "rounds" || route.value.page === "plan-round" || route.value.page === "round" ? "page" : undefined}>{m.rounds.nav}</a>
            {may("GET /api/conflicts") && <ToDecideLink />}
            <a href="/cong-khai">{m.publicPage}</a>
            <a href="/">{m.frontPage}</a>
            <OfficeLinks />
          </nav>
          <p class="who"><Who /><button type="button" class="quiet" lang={other} onClick={() => speak(other)}>{m.otherLanguage}</button></p>
          {provenanceShown.value?.includesSample === true && <p class="sample-band"><strong>{m.sampleStamp}</strong> <span>{m.sampleMeaning}</span></p>}
          {visitor.value?.isTrial === true && <p class="sample-band"><strong>{m.office.trialStamp}</strong> <span>{m.office.trialMeaning}</span></p>}
        </header>
        <main id="noi-dung" tabIndex={-1}>{children}</main>
        <footer>
          <p><strong>{m.neverMerged}</strong></p>
          <dl class="definitions">
            {measures.map((measure) => (
              <div key={measure}>
                <dt class={`k-${measure}`}><Mark measure={measure} /> {m.measures[measure]}</dt>
                <dd>{m.definitions[measure]}</dd>
              </div>
            ))}
          </dl>
          <p>{m.countingRule}</p>
        </footer>
      </div>
      <JustUpdated />
      <Tooltip />
    </>
  );
}

/** The doors that are open to whoever sits here, behind one word; laid open at a desk to whoever is behind one of them. */
function OfficeLinks() {
  const m = messages();
  const movement = [["directives", "GET /api/directives"], ["campaigns", "GET /api/campaigns"], ["local-models", "GET /api/local-models"], ["help-desk", "GET /api/help-requests"], ["notices", "GET /api/notices"]] as const;
  const office = [["reports", "GET /api/units/:unit/reports"], ["import-people", "POST /api/people/imports"], ["rights-desk", "GET /api/rights-requests"], ["staff", "GET /api/staff"], ["audit", "GET /api/audit"]] as const;
  const doors = [
    ...(may("GET /api/calibration") ? [["items", m.items.nav] as const] : []),
    ...movement.flatMap(([page, route]) => (may(route) ? [[page, m.movement.pages[page]] as const] : [])),
    ...office.flatMap(([page, route]) => (may(route) ? [[page, m.office.pages[page]] as const] : [])),
  ];
  if (doors.length === 0) return null;
  return (
    <details open={matchMedia("(min-width: 60rem)").matches && doors.some(([page]) => currentIf(page) !== undefined)}>
      <summary>{m.officeDoors}</summary>
      {doors.map(([page, name]) => <a key={page} href={officePaths[page]} aria-current={currentIf(page)}>{name}</a>)}
    </details>
  );
}

function currentIf(page: string): "page" | undefined {
  return route.value.page === page ? "page" : undefined;
}

function Who() {
  const m = messages();
  const known = visitor.value;
  if (known === null) return null;
  if (known.staff === undefined) return <a href={officePaths["sign-in"]}>{m.office.signIn}</a>;
  return <><span>{known.staff.name}</span><button type="button" class="quiet" onClick={() => void signOut()}>{m.office.signOut}</button></>;
}

/** Says how many wait once that is known and there are any. */
function ToDecideLink() {
  const m = messages();
  const { replicas, conflicts } = useWaiting();
  const waiting = (replicas.answer?.waiting ?? 0) + (conflicts.answer?.open ?? 0);
  return (
    <a href={toDecidePath} aria-current={route.value.page === "to-decide" ? "page" : undefined}>
      {m.toDecideShort}{waiting > 0 && <> <b class="waiting">{sayCount(waiting, language.value)}</b></>}
    </a>
  );
}

const noteStaysMs = 6_000;
/** A screen reader is not told more often than this; the eye may look whenever it likes. */
const spokenEveryMs = 10_000;

function JustUpdated() {
  const at = updatedAt.value;
  const [isShown, setShown] = useState(false);
  const [spoken, setSpoken] = useState<Date | null>(null);
  useEffect(() => {
    if (at === null) return;
    setShown(true);
    setSpoken((last) => (last === null || at.getTime() - last.getTime() >= spokenEveryMs ? at : last));
    const timer = setTimeout(() => setShown(false), noteStaysMs);
    return () => clearTimeout(timer);
  }, [at]);
  const m = messages();
  return (
    <>
      <p role="status" class="unseen">{spoken === null ? "" : m.justUpdated(sayTime(spoken))}</p>
      {isShown && at !== null && <p class="just-updated" aria-hidden="true">{m.justUpdated(sayTime(at))}</p>}
    </>
  );
}
