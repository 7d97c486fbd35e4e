/** The way in: with a passkey, with another service, and the first time with the one-time code of a link, which stands in the address's fragment. */
import { useState } from "preact/hooks";
import { findVisitor, visitor } from "../live/visitor.ts";
import { tell, type Trouble } from "../live/server.ts";
import { messages } from "../messages/messages.ts";
import { base } from "../routes.ts";
import { usePage } from "./frame.tsx";

/** Read once: a page that is loaded again has no code any more, and neither has the browser's history. */
const codeInAddress = new URLSearchParams(location.hash.slice(1)).get("ma");
if (codeInAddress !== null) history.replaceState(null, "", location.pathname + location.search);

/** Fetched when it is needed: readers of figures never are. */
const passkeys = () => import("@simplewebauthn/browser");

export function SignInPage() {
  const m = messages().office;
  const [code, setCode] = useState(codeInAddress);
  const known = visitor.value;
  usePage({ title: m.signIn, provenance: null });
  if (known === null) return <p class="loading" role="status">{messages().loading}</p>;
  if (known.staff !== undefined && code === null) return (
    <>
      <h1>{m.nowSignedIn}</h1>
      <ul class="grants">{known.staff.roles.filter(({ isInForce }) => isInForce).map(({ id, role, unitName }) => <li key={id}><b>{roleName(role)}</b> · {unitName}</li>)}</ul>
      <p class="actions"><a href={base}>{messages().wholeProvince}</a></p>
    </>
  );
  return code === null ? <ComeAgain service={known.otherService} /> : <ComeFirst code={code} isSetUp={known.isSetUp} service={known.otherService} done={() => setCode(null)} />;
}

function ComeAgain({ service }: { service: string | undefined }) {
  const m = messages().office;
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function signIn(): Promise<void> {
    setBusy(true);
    setTrouble(await comeIn(async () => {
      const begun = await tell<{ options: Parameters<Awaited<ReturnType<typeof passkeys>>["startAuthentication"]>[0]["optionsJSON"] }>("/api/sign-in/begin", {});
      if (begun.kind === "trouble") return begun.trouble;
      const shown = await (await passkeys()).startAuthentication({ optionsJSON: begun.answer.options });
      return troubleOf(await tell("/api/sign-in", shown));
    }, m.keyNotShown));
    setBusy(false);
  }
  return (
    <>
      <h1>{m.signIn}</h1>
      <p>{m.signInMeaning}</p>
      <Said trouble={trouble} />
      <p class="actions">
        <button type="button" class="press" disabled={isBusy} onClick={() => void signIn()}>{m.signInWithPasskey}</button>
        {service !== undefined && <a href="/api/other-service" target="_self">{m.signInWith(service)}</a>}
      </p>
      <p class="note">{m.noKeyYet}</p>
    </>
  );
}

function ComeFirst({ code, isSetUp, service, done }: { code: string; isSetUp: boolean; service: string | undefined; done: () => void }) {
  const m = messages().office;
  const [name, setName] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function signUp(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const said = await comeIn(async () => {
      const begun = await tell<{ options: Parameters<Awaited<ReturnType<typeof passkeys>>["startRegistration"]>[0]["optionsJSON"] }>("/api/sign-up/begin", { code, name: isSetUp ? "-" : name.trim() });
      if (begun.kind === "trouble") return begun.trouble;
      const made = await (await passkeys()).startRegistration({ optionsJSON: begun.answer.options });
      return troubleOf(await tell("/api/sign-up", made));
    }, m.keyNotMade);
    setTrouble(said);
    setBusy(false);
    if (said === null) done();
  }
  return (
    <>
      <h1>{isSetUp ? m.welcomeTitle : m.setUpTitle}</h1>
      <p>{isSetUp ? m.welcomeMeaning : m.setUpMeaning}</p>
      <Said trouble={trouble} />
      <form class="sheet" onSubmit={(event) => void signUp(event)}>
        {!isSetUp && <label class="field"><span>{m.yourName}</span><input required maxLength={80} autocomplete="name" value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>}
        <p class="actions">
          <button class="press" disabled={isBusy}>{m.makeKey}</button>
          {service !== undefined && isSetUp && <a href={`/api/other-service?code=${encodeURIComponent(code)}`} target="_self">{m.tieAccount(service)}</a>}
        </p>
      </form>
    </>
  );
}

/** @returns what to say, null when somebody is in now. */
async function comeIn(way: () => Promise<Trouble | null>, otherwise: string): Promise<string | null> {
  try {
    const trouble = await way();
    if (trouble !== null) return trouble.kind === "unreachable" ? messages().unreachable : trouble.message;
  } catch {
    return otherwise; // the person said no, or the device has no key for this place
  }
  await findVisitor();
  return null;
}

function troubleOf(asked: Awaited<ReturnType<typeof tell>>): Trouble | null {
  return asked.kind === "trouble" ? asked.trouble : null;
}

export function Said({ trouble }: { trouble: string | null }) {
  return <div role="status">{trouble !== null && <p class="refusal">{trouble}</p>}</div>;
}

export function roleName(role: string): string {
  return Object.entries(messages().office.roles).find(([known]) => known === role)?.[1] ?? role;
}
