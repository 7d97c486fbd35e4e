/** Takes a text in and says, in plain words, what it was and what becomes of it. */
import { useEffect, useState } from "preact/hooks";
import { takeText, type TakenText } from "../../device/carry.ts";
import type { Machine } from "../../device/machine.ts";
import { Icon } from "../../icons.tsx";
import type { CarryMessages } from "../../messages/carry-vi.ts";
import { icons } from "../../rest-icons.ts";
import { phoneName } from "./class-list.ts";
import { keepHub, keepSlips } from "./class-sheet-bookmark.ts";
import { hubAddress } from "./hub-address.ts";
import { ReadCode } from "./read-code.tsx";

type Sentence = { readonly text: string; readonly isGood: boolean };

/** @property shared what another app gave to this one, taken in at once. */
export function TakeCode({ machine, said, shared, onTaken }: { machine: Machine; said: CarryMessages; shared?: string; onTaken?: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [sentences, setSentences] = useState<readonly Sentence[]>([]);
  const take = async (text: string, before: readonly Sentence[] = []): Promise<void> => {
    setBusy(true);
    setSentences([]);
    try {
      const taken = await takeText(text, machine.journal);
      await keepSlips(machine.shelf, taken.slips);
      for (const hub of taken.hubs) {
        const address = hubAddress(hub);
        if (address !== undefined) await keepHub(machine.shelf, address);
      }
      setSentences([...before, ...await sentencesOf(taken, { machine, said })]);
      await machine.tell("delivered");
      if (taken.work.length > 0) void machine.meet();
      onTaken?.();
    } catch (refusal) {
      console.warn(refusal);
      setSentences([{ text: said.takenFull, isGood: false }]);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => { if (shared !== undefined) void take(shared, [{ text: said.shared, isGood: true }]); }, [shared]);
  return (
    <>
      <div role="status" class="taken">
        {isBusy && <p>{said.taking}</p>}
        {sentences.map(({ text, isGood }) => (
          <p key={text} class={isGood ? "done note" : "hint note"}><Icon {...(isGood ? icons.check : icons.mind)} /><span>{text}</span></p>
        ))}
      </div>
      <ReadCode said={said} isBusy={isBusy} onText={(text) => void take(text)} />
    </>
  );
}

async function sentencesOf(taken: TakenText, { machine, said }: { machine: Machine; said: CarryMessages }): Promise<readonly Sentence[]> {
  const own = await machine.journal.ownReplica();
  const carried = await machine.carried();
  const good = (text: string): Sentence => ({ text, isGood: true });
  const mind = (text: string): Sentence => ({ text, isGood: false });
  const sentences = [
    ...taken.work.filter(({ isNew }) => isNew).map(({ replica }) => good(said.takenWork(phoneName(replica), carried.find((each) => each.replica === replica)?.here ?? 0))),
    ...(taken.work.some(({ isNew }) => !isNew) ? [good(said.takenAlready)] : []),
    ...taken.receipts.map(({ replica, isBelieved }) => (!isBelieved ? mind(said.takenUntrusted) : good(replica === own ? said.takenReceiptOwn : said.takenReceiptOther(phoneName(replica))))),
    ...(taken.certificateCount > 0 ? [good(said.takenCertificate)] : []),
    ...taken.slips.map(({ replica }) => good(said.takenSlip(phoneName(replica)))),
    ...(taken.hubs.length > 0 ? [good(said.takenHub)] : []),
    ...(taken.isDamaged ? [mind(said.takenCut)] : []),
    ...(taken.isNewer ? [mind(said.takenNewer)] : []),
  ];
  return sentences.length === 0 ? [mind(said.takenNothing)] : [...new Map(sentences.map((sentence) => [sentence.text, sentence])).values()];
}
