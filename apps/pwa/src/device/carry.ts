/** What travels between phones as text: bundles, receipts, certificates, slips. Everything taken in is judged by the journal alone. */
import type { ReplicaId } from "@hocvuso/contract";
import { decodeSlip, encodeSlip, Malformed, openReceipt, textCodesIn, toTextCode, unframe, type PhoneJournal, type Slip } from "@hocvuso/journal";
import { webPrimitives } from "./web-primitives.ts";

export type TakenText = {
  /** Phones whose segments came, each once, and whether any of them was new here. */
  readonly work: readonly { readonly replica: ReplicaId; readonly isNew: boolean }[];
  /** Phones for which receipts came, and whether this phone believes who signed them. */
  readonly receipts: readonly { readonly replica: ReplicaId; readonly isBelieved: boolean }[];
  readonly certificateCount: number;
  readonly slips: readonly Slip[];
  /** Addresses of hubs. */
  readonly hubs: readonly string[];
  /** Something in it was cut or changed on the way. */
  readonly isDamaged: boolean;
  /** Something in it is of a later version. */
  readonly isNewer: boolean;
};

/** Takes in all codes of a text. Rejects when the phone could not keep what came. */
export async function takeText(text: string, journal: PhoneJournal): Promise<TakenText> {
  const work = new Map<ReplicaId, boolean>();
  const receipts = new Map<ReplicaId, boolean>();
  const [slips, hubs]: [Slip[], string[]] = [[], []];
  let certificateCount = 0;
  let isDamaged = false;
  const codes = textCodesIn(text).toSorted((a, b) => Number(b.kind === "certificate") - Number(a.kind === "certificate")); // who signed, before what they signed
  for (const { kind, bytes } of codes) {
    if (kind === "bundle") {
      isDamaged ||= unframe(bytes).leftoverBytes > 0;
      for (const { replica, status } of await journal.take(bytes)) {
        if (replica !== undefined) work.set(replica, work.get(replica) === true || status === "stored");
        isDamaged ||= status === "corrupt";
      }
    } else if (kind === "receipt") {
      const receipt = await openReceipt(bytes, webPrimitives);
      isDamaged ||= receipt === undefined;
      await journal.learn({ receipts: [bytes] });
      if (receipt !== undefined) receipts.set(receipt.replica, (await journal.delivered(receipt.replica)).received.some(({ hash }) => receipt.tips.some((tip) => tip.hash === hash)));
    } else if (kind === "certificate") {
      await journal.learn({ certificates: [bytes] });
      certificateCount += 1;
    } else if (kind === "slip") {
      try {
        slips.push(decodeSlip(bytes));
      } catch (refusal) {
        if (!(refusal instanceof Malformed)) throw refusal;
        isDamaged = true;
      }
    } else hubs.push(new TextDecoder().decode(bytes));
  }
  return {
    work: [...work].map(([replica, isNew]) => ({ replica, isNew })), receipts: [...receipts].map(([replica, isBelieved]) => ({ replica, isBelieved })),
    certificateCount, slips, hubs, isDamaged, isNewer: /HVS([2-9]|1\d+)\./.test(text),
  };
}

/** A file for any phone's share sheet: browsers let .txt through. undefined: nothing to give. */
export async function bundleFile(journal: PhoneJournal, { words, day }: { words: string; day: string }): Promise<File | undefined> {
  const bytes = await journal.bundle();
  if (bytes.length === 0) return undefined;
  const lines = toTextCode("bundle", bytes).match(/.{1,100}/g) ?? [];
  const name = `hoc-vu-so-${(await journal.ownReplica()).slice(-4)}-${day}.txt`;
  return new File([`${words}\n\n${lines.join("\n")}\n`], name, { type: "text/plain" });
}

export async function slipCode(journal: PhoneJournal): Promise<{ readonly slip: Slip; readonly code: string }> {
  const slip = await journal.slip();
  return { slip, code: toTextCode("slip", encodeSlip(slip)) };
}

/** A QR code holds more, but a cheap camera reads no more from a cracked screen. */
const QR_LETTERS = 700;

/** What this phone brings back for others: for each the texts to show, one QR code each. With them goes who signed, for a phone that has not met the province since it was put back. */
export async function codesToHandBack(journal: PhoneJournal, replicas: readonly ReplicaId[]): Promise<readonly { readonly replica: ReplicaId; readonly text: string }[]> {
  const signers = (await journal.certificatesToHandBack()).map((bytes) => toTextCode("certificate", bytes));
  const found: { replica: ReplicaId; text: string }[] = [];
  for (const replica of replicas) {
    const receipts = (await journal.receiptsToHandBack(replica)).map((bytes) => toTextCode("receipt", bytes));
    let text = "";
    for (const code of receipts.length === 0 ? [] : [...receipts, ...signers]) {
      if (text !== "" && text.length + 1 + code.length > QR_LETTERS) {
        found.push({ replica, text });
        text = "";
      }
      text = text === "" ? code : `${text} ${code}`; // a line break may stand within a code
    }
    if (text !== "") found.push({ replica, text });
  }
  return found;
}
