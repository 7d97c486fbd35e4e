/** The person's skill records, each with the code to show: what this phone holds at once, what the province has when it answers. */
import { useEffect, useState } from "preact/hooks";
import { content as policy } from "../../../../content/policies/credentials.json?credentials";
import type { Device } from "../device/device.ts";
import { askForCredentials, keptCredentials, type KeptCredential } from "../device/own-credentials.ts";
import { Icon } from "../icons.tsx";
import type { Messages } from "../messages/vi.ts";
import { icons } from "../rest-icons.ts";
import { QrCode } from "./carry/qr-code.tsx";
import { dayOf, writtenDay } from "./day.ts";
import type { Language } from "./lesson/lesson-words.ts";
import "../styles/carry.css";
import "../styles/check-code.css";

export function OwnCredentials({ device, language, more }: { device: Device | undefined; language: Language; more: Messages }) {
  const [credentials, setCredentials] = useState<readonly KeptCredential[]>([]);
  useEffect(() => {
    if (device === undefined) return;
    void keptCredentials(device).then(setCredentials);
    void askForCredentials(device).then(setCredentials, () => {}); // no network: what is kept stands
  }, [device]);
  if (credentials.length === 0) return <p>{more.noCredential}</p>;
  return (
    <>
      <p>{more.showCredential}</p>
      {credentials.map(({ code, claims, record }) => {
        const title = policy.achievements.find(({ id }) => id === claims.achievement)?.title[language] ?? claims.achievement;
        return (
          <article key={code} class="own-record">
            <h3>{title}</h3>
            <QrCode text={code} label={more.credentialFor(title)} />
            <p class="sub">{more.credentialUntil(writtenDay(dayOf(new Date(claims.expiresAtS * 1_000))), `${claims.list}-${claims.index}`)}</p>
            {record !== undefined && <a class="button" download={`hocvuso-${claims.list}-${claims.index}.json`} href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(record))}`}><Icon {...icons.file} />{more.saveRecord}</a>}
          </article>
        );
      })}
    </>
  );
}
