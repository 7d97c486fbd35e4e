/** Checks a card: the code in the page's address, one that the camera sees, or one in a picture. Says in plain words what it is worth. */
import type { CredentialClaims } from "@hocvuso/contract";
import { checkCode, type CodeCheck } from "@hocvuso/domain/credential";
import { useEffect, useRef, useState } from "preact/hooks";
import { content as rungs } from "../../../../../content/policies/evidence-ladder.json?rungs";
import { content as policy } from "../../../../../content/policies/credentials.json?credentials";
import { holdIssuer } from "../../device/kept-issuer.ts";
import { verifyEd25519 } from "../../device/verify-ed25519.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import type { CheckMessages } from "../../messages/check-vi.ts";
import type { FirstMessages } from "../../messages/first-vi.ts";
import picture from "../../pictures/market-qr.svg?raw";
import { icons } from "../../rest-icons.ts";
import { Camera, hasCamera } from "../camera.tsx";
import { dayOf, writtenDay } from "../day.ts";
import { readPicture } from "../read-qr.ts";
import { Shell } from "../shell.tsx";
import { VerdictPicture, type VerdictName } from "./verdict-picture.tsx";

/** `unheard`: this phone holds nothing to check by. */
type Found = CodeCheck | { readonly is: "unheard" };
type Shown = { readonly is: "nothing" } | { readonly is: "checking" } | { readonly is: "found"; readonly code: string; readonly found: Found };

const DAY_MS = 86_400_000;

async function look(code: string): Promise<Found> {
  const held = await holdIssuer();
  return held === undefined ? { is: "unheard" } : checkCode(code, held, { nowMs: Date.now(), verify: verifyEd25519 });
}

/** The code with which the page was opened; "" for none. */
function codeInAddress(): string {
  return /^\/v\/[^/]+$/i.test(location.pathname) ? location.origin + location.pathname : "";
}

/** @property keep absent: there is nothing that could keep it. */
export function CheckCode({ messages, said, keep }: { messages: FirstMessages; said: CheckMessages; keep?: (code: string, claims: CredentialClaims) => Promise<void> }) {
  const [shown, setShown] = useState<Shown>({ is: "checking" });
  const heading = useRef<HTMLHeadingElement>(null);
  const check = async (code: string): Promise<void> => {
    setShown({ is: "checking" });
    setShown({ is: "found", code, found: await look(code) });
    heading.current?.focus();
  };
  useEffect(() => {
    const code = codeInAddress();
    if (code === "") setShown({ is: "nothing" });
    else void check(code);
  }, []);
  const again = (): void => {
    history.replaceState(null, "", "/v/");
    setShown({ is: "nothing" });
  };
  if (shown.is !== "found") {
    return (
      <Shell messages={messages} back="/hoc/" spoken={`${said.title}. ${said.intro}`}>
        {shown.is === "nothing" && <div class="poster" aria-hidden="true" dangerouslySetInnerHTML={{ __html: picture }} />}
        <section class="pad">
          <h1>{said.title}</h1>
          <p class="lead" role="status">{shown.is === "checking" ? said.checking : said.intro}</p>
          {shown.is === "nothing" && <TakeCard said={said} onCode={(code) => void check(code)} />}
        </section>
      </Shell>
    );
  }
  const { found, code } = shown;
  const { verdict, heading: title, meaning } = wordsOf(found, said);
  const claims = "claims" in found ? found.claims : undefined;
  return (
    <Shell messages={messages} back="/hoc/" spoken={`${title}. ${meaning}`}>
      <VerdictPicture verdict={verdict} label={said.pictures[verdict]} />
      <section class={`pad verdict-words ${verdict}`}>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <p class="lead">{meaning}</p>
        {claims !== undefined && <WhatItSays claims={claims} said={said} language={messages.language} />}
        {"claims" in found && <p class="sub">{ageOf(found.statusAsOfMs, said, messages.language)}</p>}
        <button type="button" class="button go" onClick={again}><Icon {...icons.scan} />{said.another}</button>
        {found.is === "valid" && claims?.kind === "skill" && keep !== undefined && <Keep said={said} keep={() => keep(code, claims)} />}
        {claims !== undefined && <p class="sub">{claims.kind === "helper" ? said.helperNever : policy.notice[messages.language]}</p>}
      </section>
    </Shell>
  );
}

function wordsOf(found: Found, said: CheckMessages): { readonly verdict: VerdictName; readonly heading: string; readonly meaning: string } {
  const [heading, meaning] = ((): readonly [string, string] => {
    switch (found.is) {
      case "valid":
      case "expired":
      case "revoked": return said[found.claims.kind][found.is];
      case "unknown": return said.unknown[found.why];
      case "tampered": return said.tampered;
      case "unheard": return said.unheard;
    }
  })();
  return { verdict: found.is, heading, meaning };
}

function WhatItSays({ claims, said, language }: { claims: CredentialClaims; said: CheckMessages; language: "vi" | "en" }) {
  const { kind, achievement, evidence, holder, place, issuedAtS, expiresAtS, list, index } = claims;
  const [placeName, setPlaceName] = useState("");
  useEffect(() => {
    if (place !== undefined) void import("../find-communes.ts").then(({ communeName }) => setPlaceName(communeName(place, { language, today: dayOf(new Date()) })), () => setPlaceName(place));
  }, [place, language]);
  const known = policy.achievements.find(({ id }) => id === achievement);
  const rung = rungs.find(({ id }) => id === evidence);
  const rows: readonly (readonly [name: string, value: string])[] = [
    [said.holder, holder ?? said.nobodyNamed],
    ...(place === undefined ? [] : [[said.helpsAt, placeName] as const]),
    [said.whatFor, known?.title[language] ?? achievement],
    ...(kind === "helper" ? [] : [[said.evidence, rung?.sentence[language] ?? evidence] as const]),
    [said.issued, writtenDay(dayOf(new Date(issuedAtS * 1_000)))],
    [said.until, writtenDay(dayOf(new Date(expiresAtS * 1_000)))],
    [said.number, `${list}-${index}`],
  ];
  return <dl class="says">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd class={name === said.holder && holder !== undefined ? "name" : ""}>{value}</dd></div>)}</dl>;
}

function ageOf(statusAsOfMs: number | undefined, said: CheckMessages, language: "vi" | "en"): string {
  if (statusAsOfMs === undefined) return said.listMissing;
  const days = Math.floor((Date.now() - statusAsOfMs) / DAY_MS);
  const day = writtenDay(dayOf(new Date(statusAsOfMs)));
  return days >= 1 ? said.listOld(day, days) : said.listFresh(`${new Date(statusAsOfMs).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" })}, ${day}`);
}

function Keep({ said, keep }: { said: CheckMessages; keep: () => Promise<void> }) {
  const [kept, setKept] = useState<"no" | "yes" | "not-kept">("no");
  if (kept === "yes") return <p class="done note" role="status"><a href="/hoc/toi/">{said.keptHere}</a></p>;
  return (
    <>
      <button type="button" class="button" onClick={() => void keep().then(() => setKept("yes"), () => setKept("not-kept"))}><Icon {...icons.keep} />{said.keepHere}</button>
      {kept === "not-kept" && <p class="note trouble" role="alert">{said.notKeptHere}</p>}
    </>
  );
}

function TakeCard({ said, onCode }: { said: CheckMessages; onCode: (code: string) => void }) {
  const [state, setState] = useState<"idle" | "scanning" | "shut" | "no-code">("idle");
  const fromPicture = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const code = await readPicture(file);
    if (code === undefined) setState("no-code");
    else onCode(code);
  };
  if (state === "scanning") return <div class="read-code"><Camera said={said} onText={onCode} onShut={() => setState("shut")} onStop={() => setState("idle")} /></div>;
  const canScan = hasCamera();
  return (
    <div class="read-code">
      {canScan && <button type="button" class="button go" onClick={() => setState("scanning")}><Icon {...icons.scan} />{said.scan}</button>}
      <label class={canScan ? "button file" : "button go file"}>
        <input type="file" class="unseen" accept="image/*" onChange={(event) => { const chosen = event.currentTarget; void fromPicture(chosen.files?.[0]).then(() => { chosen.value = ""; }); }} />
        <Icon {...icons.file} />{said.fromPicture}
      </label>
      <div role="alert">{(state === "shut" || state === "no-code") && <p class="hint note"><Icon {...firstIcons.again} />{state === "shut" ? said.noCamera : said.noCodeInPicture}</p>}</div>
    </div>
  );
}
