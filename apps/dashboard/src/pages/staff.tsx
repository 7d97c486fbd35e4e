/** Who works here, in which role, where, from when until when: invited, given more to do, helped back in, let go. */
import type { OneTimeLink, StaffList, StaffMember } from "@hocvuso/contract";
import { provincialRoles, staffRoles, type StaffRole } from "@hocvuso/domain/access";
import { useState } from "preact/hooks";
import { sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { sayTrouble, tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { base } from "../routes.ts";
import { CalibrationNight } from "./calibration-night.tsx";
import { usePage } from "./frame.tsx";
import { roleName, Said } from "./sign-in.tsx";
import { UnitChoice } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

export function StaffPage() {
  const m = messages();
  const { answer, trouble, again } = useAnswer<StaffList>("/api/staff", () => false);
  const [link, setLink] = useState<{ readonly name: string; readonly given: OneTimeLink } | null>(null);
  usePage({ title: m.office.staffTitle, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{m.office.staffTitle}</h1>
      <p>{m.office.staffMeaning}</p>
      {link !== null && <LinkGiven {...link} />}
      <ul class="people">
        {answer.staff.map((one) => <Member key={one.id} member={one} again={again} give={(given) => setLink({ name: one.name, given })} />)}
      </ul>
      {may("GET /api/calibration") && <CalibrationNight isElsewhere />}
      <section class="rule" aria-labelledby="moi">
        <h2 id="moi">{m.office.inviteTitle}</h2>
        <RoleForm withName act={m.office.inviteAct} send={async (given) => {
          const asked = await tell<OneTimeLink>("/api/staff", given);
          if (asked.kind === "trouble") return sayTrouble(asked.trouble);
          setLink({ name: given.name ?? "", given: asked.answer });
          again();
          return null;
        }} />
      </section>
    </>
  );
}

function LinkGiven({ name, given: { link, endsAt } }: { name: string; given: OneTimeLink }) {
  const m = messages().office;
  const [isCopied, setCopied] = useState(false);
  return (
    <section class="link-given" role="status" aria-labelledby="duong-dan">
      <h2 id="duong-dan">{m.linkTitle(name)}</h2>
      <p>{m.linkMeaning(sayMoment(endsAt, language.value))}</p>
      <pre class="query"><code>{link}</code></pre>
      <p class="actions"><button type="button" onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>{m.copy}</button>{isCopied && <span>{m.copied}</span>}</p>
    </section>
  );
}

function Member({ member: { id, name, roles, ways, seenAt, endedAt }, again, give }: { member: StaffMember; again: () => void; give: (link: OneTimeLink) => void }) {
  const m = messages().office;
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isGiving, setGiving] = useState(false);
  async function act<Answer>(path: string, said: object, then?: (answer: Answer) => void): Promise<void> {
    const asked = await tell<Answer>(`/api/staff/${id}/${path}`, said);
    setTrouble(asked.kind === "trouble" ? sayTrouble(asked.trouble) : null);
    if (asked.kind === "answered") then?.(asked.answer);
    again();
  }
  const moment = (instant: string) => sayMoment(instant, language.value);
  return (
    <li class={endedAt === undefined ? undefined : "is-over"}>
      <h2>{name}</h2>
      <p class="note">{endedAt !== undefined ? m.ended(moment(endedAt)) : ways === 0 ? m.notComeYet : seenAt === undefined ? "" : m.seen(moment(seenAt))}</p>
      <Said trouble={trouble} />
      <ul class="grants">
        {roles.map((role) => (
          <li key={role.id} class={role.isInForce ? undefined : "is-over"}>
            <span><b>{roleName(role.role)}</b> · {role.unitName} · {m.dates(role.from, role.to)}{!role.isInForce && <i> ({m.notInForce})</i>}</span>
            {role.isInForce && endedAt === undefined && <button type="button" class="quiet" onClick={() => void act("roles/end", { id: role.id })}>{m.endRole}</button>}
          </li>
        ))}
      </ul>
      {endedAt === undefined && (
        <p class="actions">
          <button type="button" class="quiet" aria-expanded={isGiving} onClick={() => setGiving(!isGiving)}>{m.giveRole}</button>
          <Twice act={m.recover} ask={m.recoverAsk(name)} press={() => void act<OneTimeLink>("recover", {}, give)} />
          <Twice act={m.endStaff} ask={m.endStaffAsk(name)} press={() => void act("end", {})} />
        </p>
      )}
      {isGiving && <RoleForm act={m.giveRole} send={async (given) => {
        await act("roles", given);
        setGiving(false);
        return null;
      }} />}
    </li>
  );
}

/** An act that cannot be taken back: pressed, read, and pressed again. */
export function Twice({ act, ask, press }: { act: string; ask: string; press: () => void }) {
  const m = messages().office;
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) return <button type="button" class="quiet" onClick={() => setAsking(true)}>{act}</button>;
  return (
    <span class="twice" role="alert">
      {ask} <button type="button" onClick={() => { setAsking(false); press(); }}>{m.yes}</button> <button type="button" class="quiet" onClick={() => setAsking(false)}>{m.no}</button>
    </span>
  );
}

type Given = { readonly name?: string; readonly role: StaffRole; readonly unit: string; readonly from: string; readonly to?: string };

/** @param send answers what to say; null: done. */
function RoleForm({ act, withName = false, send }: { act: string; withName?: boolean; send: (given: Given) => Promise<string | null> }) {
  const m = messages().office;
  const [name, setName] = useState("");
  const [role, setRole] = useState<StaffRole>("commune-officer");
  const [unit, setUnit] = useState("");
  const [from, setFrom] = useState(new Date().toISOString().slice(0, 10));
  const [to, setTo] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const isProvincial = provincialRoles.includes(role);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const said = await send({ ...(withName ? { name } : {}), role, unit, from, ...(to === "" ? {} : { to }) });
    setTrouble(said);
    if (said === null) setName("");
  }
  return (
    <form class="sheet" onSubmit={(event) => void submit(event)}>
      <Said trouble={trouble} />
      {withName && <label class="field"><span>{m.name}</span><input required maxLength={80} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>}
      <label class="field">
        <span>{m.role}</span>
        <select value={role} onChange={(event) => { setRole(staffRoles.find((one) => one === event.currentTarget.value) ?? role); setUnit(""); }}>
          {staffRoles.map((one) => <option key={one} value={one}>{m.roles[one]}</option>)}
        </select>
        <small>{m.rolesMean[role]}</small>
      </label>
      <UnitChoice label={m.unit} chosen={unit} choose={setUnit} withProvince={isProvincial} {...(isProvincial ? { only: "province" } : {})} />
      <label class="field"><span>{m.from}</span><input type="date" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} /></label>
      <label class="field"><span>{m.to}</span><input type="date" value={to} min={from} onInput={(event) => setTo(event.currentTarget.value)} /><small>{m.toNote}</small></label>
      <p class="actions"><button class="press">{act}</button></p>
    </form>
  );
}
