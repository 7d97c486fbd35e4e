/** Under every title: the place, when the figures were true, on which boundaries, and by which rule. */
import type { Provenance } from "@hocvuso/contract";
import { UnbrokenDates } from "../charts/unbroken-dates.tsx";
import { sayDay, sayMoment } from "../figures/dates.ts";
import { language, messages } from "../messages/messages.ts";
import { sayBoundaries } from "../messages/say-figure.ts";

export function ContextLine({ place, provenance, more = [] }: { place?: string; provenance: Provenance; more?: readonly string[] }) {
  const m = messages();
  const [asOf, boundaries] = [sayMoment(provenance.asOf, language.value), sayBoundaries(provenance)];
  return (
    <p class="context">
      {place !== undefined && `${place} · `}{m.figuresAsOf} <b><UnbrokenDates text={asOf} /></b> · <b><UnbrokenDates text={boundaries} /></b>
      {[...more, ...(provenance.vneidListedOn === undefined ? [] : [m.vneidList(sayDay(provenance.vneidListedOn, language.value))]), m.policy(provenance.policyVersion)].map((part) => ` · ${part}`)}
    </p>
  );
}
