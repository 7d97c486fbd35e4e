/** Says that the phone could not save something, that the rest is safe, and what to do. The lesson's page has its own, in the first script. */
import type { FirstMessages } from "../messages/first-vi.ts";

export function UnkeptNote({ messages, onAgain, goOn, onGoOn }: { messages: FirstMessages; onAgain: () => void; goOn: string; onGoOn: () => void }) {
  return (
    <div class="note trouble" role="alert">
      <h2>{messages.notKept}</h2>
      <p>{messages.notKeptSafe}</p>
      <p>{messages.notKeptDo}</p>
      <button type="button" class="button go" onClick={onAgain}>{messages.keepAgain}</button>
      <button type="button" class="button" onClick={onGoOn}>{goOn}</button>
    </div>
  );
}
