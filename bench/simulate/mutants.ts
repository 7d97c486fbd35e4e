/** Bugs of the protocol, each one small change of a shipped rule. The simulation has to notice every one of them. */

export type Mutant = {
  readonly name: string;
  /** Which rule of the design it breaks. */
  readonly breaks: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
};

const phone = "packages/journal/src/phone-journal.ts";
const log = "packages/journal/src/replica-log.ts";
const shelf = "packages/journal/src/shelf-event-store.ts";
const chain = "packages/journal/src/chain.ts";
const exchange = "packages/journal/src/exchange.ts";
const depot = "packages/journal/src/depot.ts";
const segment = "packages/journal/src/segment.ts";
const projection = "bench/simulate/province-projection.ts";
const server = "bench/simulate/depot-server.ts";

const safe = "const safe = named(await receiptsFor(replica, known), 2);";

export const mutants: readonly Mutant[] = [
  // What a phone lets go of, and on whose word.
  { name: "lets-go-on-a-hubs-receipt", breaks: "I6: hub receipts never allow deleting", file: phone, find: safe, replace: "const safe = named(await receiptsFor(replica, known), 0);" },
  { name: "lets-go-on-committed", breaks: "I6: only level 2 allows deleting", file: phone, find: safe, replace: "const safe = named(await receiptsFor(replica, known), 1);" },
  {
    name: "receipt-by-number", breaks: "I5: receipts name hashes, not numbers", file: phone, find: safe,
    replace: "const most = Math.max(0, ...(await receiptsFor(replica, known)).filter(({ level }) => level === 2).flatMap(({ tips }) => tips.map(({ next }) => next))); const safe = (await store.links(replica)).filter(({ from, count }) => from + count <= most).map(({ hash }) => hash);",
  },
  { name: "uncertified-store-believed", breaks: "I6: province-signed", file: phone, find: "if (of === undefined) return false;", replace: "if (of === undefined) return true;" },
  { name: "hub-may-say-safe", breaks: "I6: hub receipts never allow deleting", file: phone, find: 'return of.roles.includes("province") && of.epoch', replace: "return of.epoch" },
  { name: "epoch-ignored", breaks: "I8: a restored store holds less than it said", file: phone, find: " && (receipt.level === 2 || receipt.epoch === newestEpoch)", replace: "" },
  { name: "any-authority-believed", breaks: "2.1: the province's authority alone certifies", file: phone, find: "return certificate !== undefined && sameBytes(certificate.authority, trusted) ? certificate : undefined;", replace: "return trusted.length === 0 ? undefined : certificate;" },
  { name: "clock-decides-whom-to-believe", breaks: "I9: no clock decides", file: phone, find: "if (of === undefined) return false;", replace: "if (of === undefined || of.notAfterMs < now()) return false;" },
  { name: "link-let-go-too", breaks: "I3: what was let go is still known", file: phone, find: 'await tx.put("links", linkKey(kept), { ...kept, isLetGo: true });', replace: 'await tx.delete("links", linkKey(kept));' },
  { name: "carrier-deletes-on-hand-over", breaks: "I6: handing over is no receipt", file: phone, find: "parts.push(frame(missing.map(({ bytes }) => bytes)));", replace: 'parts.push(frame(missing.map(({ bytes }) => bytes))); await shelf.write(["segments"], async (tx) => { for (const { hash } of missing) await tx.delete("segments", hash); });' },
  // Two writers of one log.
  { name: "no-new-log-after-a-clone", breaks: "I11: the device re-keys", file: phone, find: 'const isNewLog = peerRoles.includes("province") && (await', replace: 'const isNewLog = peerRoles.includes("hub") && (await' },
  { name: "fork-judged-by-number", breaks: "I5, I11: tips are compared by hash", file: phone, find: "tips.every(({ hash }) => isOwn(hash))", replace: "tips.every(({ next }) => links.some((link) => link.from + link.count >= next))" },
  { name: "carried-taken-for-written", breaks: "I11: the device re-keys", file: phone, find: "const written = atOrBefore(links, previous === null ? [] : [previous]);", replace: "const written = new Set(previous === null ? [] : links.map(({ hash }) => hash));" },
  { name: "former-log-not-sent", breaks: "I11: both branches are kept and sent", file: phone, find: "const replicas = [own, ...held.filter((replica) => replica !== own)]", replace: "const replicas = [own, ...held.filter((replica) => replica === own).slice(1)]" },
  { name: "tail-not-renumbered", breaks: "I2: event and place in one transaction", file: log, find: 'await tx.put("tail", place, fact);', replace: 'await tx.put("tail", log.sealedNext + place, fact);' },
  { name: "tail-dropped-at-new-log", breaks: "I1: what was saved stays", file: log, find: 'for (const [place, fact] of waiting.entries()) await tx.put("tail", place, fact);', replace: "" },
  { name: "former-logs-forgotten", breaks: "I11: all former logs are the phone's", file: log, find: "former: [...(log.former ?? []), former]", replace: "former: [former]" },
  // Keeping and sealing.
  { name: "next-place-not-moved", breaks: "I2: event and next place in one transaction", file: "packages/journal/src/append-facts.ts", find: "next: log.next + facts.length", replace: "next: log.next + 1" },
  { name: "seal-leaves-the-tail", breaks: "I2: a fact is in exactly one of tail and segments", file: log, find: 'for (let place = from; place < from + count; place++) await tx.delete("tail", place);', replace: "" },
  { name: "seal-takes-too-many", breaks: "I1: what was saved stays", file: log, find: "place < from + count; place++", replace: "place < log.next; place++" },
  { name: "seal-though-the-tail-moved", breaks: "I2: one sealer at a time", file: log, find: "if (log.sealedNext !== from || (log.previous ?? CHAIN_START) !== previous || from + count > log.next) return false;", replace: "" },
  { name: "first-wins-on-a-phone", breaks: "I4, I11: union keeps both branches", file: shelf, find: 'const isHeld = (await tx.get("links", linkKey(link))) !== undefined;', replace: "const isHeld = (await linksOf(tx, segment.replica)).some(({ from }) => from === link.from);" },
  { name: "first-wins-in-a-store", breaks: "I4, I11: union keeps both branches", file: "packages/journal/src/memory-event-store.ts", find: 'if (held.has(segment.hash)) return "have";', replace: 'if ((byReplica.get(segment.replica) ?? []).some(({ from }) => from === segment.header.from)) return "have";' },
  // Catching up.
  { name: "tips-over-gaps", breaks: "2.4: a tip never claims more than is held", file: chain, find: "return tips.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));", replace: "return runEnds(links);" },
  { name: "one-branch-of-a-fork", breaks: "I11: every branch has its tip", file: chain, find: "walk.push(...following.map(", replace: "walk.push(...following.slice(0, 1).map(" },
  { name: "offset-instead-of-tips", breaks: "2.4: never the last offset", file: chain, find: "const implied = atOrBefore(links, tips.map(({ hash }) => hash));", replace: "const most = Math.max(0, ...tips.map(({ next }) => next)); const implied = new Set(links.filter(({ from, count }) => from + count <= most).map(({ hash }) => hash));" },
  { name: "own-tips-taken-for-the-peers", breaks: "1: never adopt a summary", file: exchange, find: "tips: heldBefore.get(replica) ?? [], except: offered", replace: "tips: (await store.tips([replica])).get(replica) ?? [], except: offered" },
  { name: "last-batch-not-sent", breaks: "2.4: all that the peer lacks", file: exchange, find: "  await send();\n  await Promise.all(underWay);", replace: "  await Promise.all(underWay);" },
  { name: "ends-not-named", breaks: "2.4: the peer can say what it holds", file: exchange, find: "tips: runEnds(await store.links(replica))", replace: "tips: []" },
  { name: "certificates-not-shown", breaks: "2.7: a restored province is told again", file: exchange, find: "if (enrol === undefined) return;", replace: "if (enrol === undefined || known.length >= 0) return;" },
  { name: "bundle-without-own", breaks: "2.4: a bundle is all that waits", file: phone, find: "for (const replica of await store.replicas()) {\n      const tips", replace: "for (const replica of (await store.replicas()).slice(1)) {\n      const tips" },
  { name: "bundle-trusts-a-hub", breaks: "2.7: a hub may withhold", file: phone, find: "const tips = (await receiptsFor(replica, known)).filter(({ level }) => level >= 1)", replace: "const tips = (await receiptsFor(replica, known))" },
  { name: "parcel-left-with-a-hub", breaks: "2.7: a hub may withhold", file: phone, find: "!acknowledgedBy.some((store) => provinces.has(store))", replace: "acknowledgedBy.length === 0" },
  { name: "parcel-offered-once", breaks: "I8: a restored store is given again", file: phone, find: "kept.filter(({ acknowledgedBy }) => !acknowledgedBy.includes(store));", replace: "kept.filter(({ acknowledgedBy }) => acknowledgedBy.length === 0);" },
  { name: "parcel-believed-away", breaks: "2.7: a hub may withhold", file: phone, find: 'const store = `${isOrigin ? "" : "away "}${toHex(peer.publicKey)}`;', replace: "const store = toHex(peer.publicKey);" },
  { name: "parcel-left-to-a-province-put-back", breaks: "I8: a restored store is given again", file: phone, find: "provincesAmong(known).filter(({ epoch }) => epoch === newestEpoch)", replace: "provincesAmong(known)" },
  { name: "parcel-believed-sent", breaks: "2.4: commit, then answer", file: phone, find: "held !== undefined && taken.has(parcel.hash)", replace: "held !== undefined && taken.size >= 0" },
  { name: "too-large-dropped", breaks: "I1: what was saved stays", file: log, find: 'await tx.put("aside", `${TOO_LARGE} ${key}`, { why: TOO_LARGE, fact });', replace: "" },
  { name: "receipts-back-without-certificates", breaks: "I8: the new key's certificate comes with its word", file: phone, find: "const known = provincesAmong(await certificates());", replace: 'const known = (await certificates()).filter(({ roles }) => roles.includes("hub"));' },
  // The answering side.
  { name: "level-2-for-committed", breaks: "I6: level 2 is in a verified backup", file: depot, find: "const safe = stable.get(replica) ?? [];", replace: "const safe = tips;" },
  { name: "points-beyond-a-gap", breaks: "2.4: a tip never claims more than is held", file: depot, find: "others.has(hash) && implied.has(hash)", replace: "others.has(hash)" },
  { name: "points-not-named", breaks: "2.4: the peer can say what it holds", file: depot, find: "if (others.size === 0) return own;", replace: "if (others.size >= 0) return own;" },
  { name: "answered-before-kept", breaks: "2.4: commit, then answer", file: depot, find: "const answers = await store.add(valid, counting);", replace: 'const answers = valid.map(() => "stored" as const); void store.add(valid, counting);' },
  { name: "quarantined-dropped", breaks: "2.1: quarantined, never dropped", file: depot, find: "const answers = await store.add(valid, counting);", replace: "const answers = await store.add(valid.filter(({ hash }) => level === 0 || counting.has(hash)), counting);" },
  { name: "unknown-counted", breaks: "2.1: only enrolled replicas count", file: depot, find: "decisions.get(replica)?.revokedAfter.length === 0;", replace: "(decisions.get(replica)?.revokedAfter.length ?? 0) === 0;" },
  { name: "not-released-on-enrolment", breaks: "2.1: released on enrolment", file: depot, find: "return release(replica, (await store.decisions([replica])).get(replica)?.revokedAfter ?? [], store);", replace: "return [];" },
  { name: "revocation-takes-honest-history", breaks: "2.1: history before theft counts", file: depot, find: "const good = countable(await store.links(replica), (await store.decisions([replica])).get(replica)?.revokedAfter ?? [revocation.lastGood]);", replace: "const good = new Set<SegmentHash>();" },
  { name: "revocation-ignored", breaks: "2.1: after the last good nothing counts", file: depot, find: "  return taken;", replace: "  return [];" },
  { name: "revoked-still-counts", breaks: "2.1: after the last good nothing counts", file: depot, find: "decisions.get(replica)?.revokedAfter.length === 0;", replace: "decisions.has(replica);" },
  { name: "first-revocation-alone", breaks: "2.1: every revocation holds", file: depot, find: "others.every((other) => other.has(hash))", replace: "others.every((other) => other.size >= 0)" },
  { name: "late-honest-history-kept-apart", breaks: "2.1: history before theft counts", file: depot, find: "if (revokedAfter.length > 0 && fresh.some(", replace: "if (revokedAfter.length > 9 && fresh.some(" },
  { name: "one-bad-frame-refuses-all", breaks: "I10: one bad unit never blocks another", file: depot, find: 'valid: opened.flatMap((found): Segment[] => (found.is === "valid" ? [found.segment] : [])),', replace: 'valid: opened.some(({ is }) => is === "corrupt") ? [] : opened.flatMap((found): Segment[] => (found.is === "valid" ? [found.segment] : [])),' },
  { name: "torn-parcel-kept", breaks: "5: an erased person is nowhere", file: depot, find: 'const mayTell = opened.some(({ is }) => is === "corrupt") && mayHoldSubjectKey(body);', replace: 'const mayTell = !opened.some(({ is }) => is === "corrupt") && mayHoldSubjectKey(body);' },
  { name: "erasure-not-handed-on", breaks: "5: an erased person is nowhere", file: depot, find: "...carried.certificates, ...await store.erasures(holdsKeysOf)]", replace: "...carried.certificates]" },
  { name: "erased-key-kept-by-a-phone", breaks: "5: an erased person is nowhere", file: phone, find: 'await tx.delete("parcels", [person, hash]);', replace: 'await tx.get("parcels", [person, hash]);' },
  { name: "erased-key-taken-again", breaks: "5: an erased person is nowhere", file: "packages/journal/src/memory-depot-store.ts", find: 'if (gone.has(person) || parcels.has(hash)) return "have";', replace: 'if (parcels.has(hash)) return "have";' },
  { name: "hub-keeps-no-word", breaks: "2.7: a hub hands back the province's word", file: "packages/journal/src/forward.ts", find: "if (documents.size > 0) await store.keepCarried([...documents.values()]);", replace: "" },
  { name: "last-receipt-alone", breaks: "2.7: what the province signed for stays so", file: phone, find: 'if (covered.size === 0) await tx.put("receipts", under(""), bytes);', replace: 'if (covered.size >= 0) await tx.put("receipts", under(""), bytes);' },
  { name: "corrupt-bytes-dropped", breaks: "I4: bytes are kept aside", file: depot, find: "for (const found of aside) await store.setAside(found.bytes, found);", replace: "" },
  // Who signed.
  { name: "signature-not-checked", breaks: "I4: only verified segments", file: segment, find: 'if (!(await primitives.verify({ alg: header.alg, publicKey: header.publicKey, message, signature }))) throw new Malformed("the signature does not match");', replace: "await primitives.verify({ alg: header.alg, publicKey: header.publicKey, message, signature });" },
  { name: "second-spelling-taken", breaks: "2.3: one spelling of one segment", file: "packages/journal/src/canonical-cbor.ts", find: "if (!sameBytes(encode(value), bytes))", replace: "if (!sameBytes(encode(value), encode(value)))" },
  { name: "documents-not-verified", breaks: "I6: receipts are signed", file: "packages/journal/src/signed.ts", find: "return (await primitives.verify({ alg: known, publicKey, message, signature: bytes.subarray(-SIGNATURE_BYTES) })) ? document : undefined;", replace: "return document;" },
  { name: "anybody-revokes", breaks: "2.1: the authority revokes", file: "packages/journal/src/certificate.ts", find: "return revocation !== undefined && sameBytes(revocation.authority, authority) ? revocation : undefined;", replace: "return authority.length === 0 ? undefined : revocation;" },
  { name: "anybody-certifies", breaks: "2.1: the authority certifies", file: "packages/journal/src/certificate.ts", find: "return certificate !== undefined && sameBytes(certificate.authority, authority) ? certificate : undefined;", replace: "return authority.length === 0 ? undefined : certificate;" },
  // Counting.
  { name: "counted-by-source", breaks: "2.2: counted by natural key", file: projection, find: "factIdentity(fact as unknown as Fact)", replace: "`${segment.hash}|${factIdentity(fact as unknown as Fact)}`" },
  { name: "uncounted-though-others-tell", breaks: "I7: counts are functions of the set", file: projection, find: "if (left > 0) facts.set(identity, left);", replace: "if (left > 1e9) facts.set(identity, left);" },
  { name: "tries-merged", breaks: "2.2: an answer is attempt, item and try", file: "packages/contract/src/events.ts", find: "|${fact.item}|${fact.try}`", replace: "|${fact.item}|0`" },
  // Restoring.
  { name: "key-restored-with-the-backup", breaks: "I8: keys are never restored", file: server, find: "    this.epoch += 1;\n    this.key = this.#world.crypto.newKey();\n    this.forgetIdentity();\n", replace: "" },
  { name: "projection-not-restored", breaks: "I7: rebuilt equals incremental", file: server, find: "this.projection = await rebuiltProjection(", replace: "await rebuiltProjection(" },
];
