/** What stands where figures cannot: while they are fetched, and when the server is away or declines. Old figures stay under the note. */
import type { Provenance } from "@hocvuso/contract";
import { sayMoment } from "../figures/dates.ts";
import type { Trouble } from "../live/server.ts";
import { language, messages } from "../messages/messages.ts";
import { visitor } from "../live/visitor.ts";
import { base, officePaths } from "../routes.ts";

export function TroubleNote({ trouble, kept, again }: { trouble: Trouble | null; kept: Pick<Provenance, "asOf">; again: () => void }) {
  const m = messages();
  return (
    <div role="status">
      {trouble !== null && (
        <div class="trouble">
          <p>
            <strong>{trouble.kind === "unreachable" ? m.unreachable : m.refused}</strong>{" "}
            {trouble.kind === "refused" && `${trouble.message} `}
            {m.unreachableKept(sayMoment(kept.asOf, language.value))}
          </p>
          <button type="button" onClick={again}>{m.tryAgain}</button>
        </div>
      )}
    </div>
  );
}

/** What is behind this door is for people who were given the work: the way in, also before anybody has set the program up. */
function SignInFirst() {
  const m = messages();
  return (
    <div role="status">
      <h1>{m.office.signInFirst}</h1>
      <p>{visitor.value?.isSetUp === false ? m.office.setUpFirst : m.office.signInFirstMeaning}</p>
      <p class="actions">
        <a class="press" href={officePaths["sign-in"]}>{m.office.signIn}</a>
        <a href={base}>{m.backToProvince}</a>
      </p>
    </div>
  );
}

export function NothingYet({ trouble, again }: { trouble: Trouble | null; again: () => void }) {
  const m = messages();
  if (trouble === null) return <p class="loading" role="status">{m.loading}</p>;
  if (trouble.kind === "refused" && trouble.code === "sign-in-needed") return <SignInFirst />;
  return (
    <div role="status">
      <h1>{trouble.kind === "unreachable" ? m.unreachable : m.refused}</h1>
      <p>{trouble.kind === "unreachable" ? m.unreachableMeaning : m.refusedWhat}</p>
      {trouble.kind === "refused" && <p class="refusal">{trouble.message}</p>}
      <p class="actions">
        <button type="button" onClick={again}>{m.tryAgain}</button>
        <a href={base}>{m.backToProvince}</a>
      </p>
    </div>
  );
}

/** null: nothing to say. */
export function sayTrouble(trouble: Trouble | null): string | null {
  return trouble === null ? null : trouble.kind === "unreachable" ? messages().unreachable : trouble.message;
}
