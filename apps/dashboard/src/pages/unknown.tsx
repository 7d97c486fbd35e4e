/** An address that leads nowhere. */
import { messages } from "../messages/messages.ts";
import { base } from "../routes.ts";
import { usePage } from "./frame.tsx";

export function UnknownPage() {
  const m = messages();
  usePage({ title: m.unknownPage, provenance: null });
  return (
    <>
      <h1>{m.unknownPage}</h1>
      <p>{m.unknownPageWhat}</p>
      <p class="actions"><a href={base}>{m.backToProvince}</a></p>
    </>
  );
}
