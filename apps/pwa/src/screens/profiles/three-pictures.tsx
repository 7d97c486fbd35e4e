/** Twelve pictures, of which three are tapped. */
import { useState } from "preact/hooks";
import { SECRET_LENGTH, secretPictures, type SecretPicture } from "../../device/picture-secret.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import type { PersonMessages } from "../../messages/person-vi.ts";
import { peoplePictures } from "../../pictures/people/people-pictures.ts";

/** Wants a new key for each new asking. Those tapped are shown as dots, so that nobody reads them over a shoulder. */
export function ThreePictures({ said, isBusy, onTapped }: { said: PersonMessages; isBusy: boolean; onTapped: (pictures: readonly SecretPicture[]) => void }) {
  const [tapped, setTapped] = useState<readonly SecretPicture[]>([]);
  const tap = (picture: SecretPicture): void => {
    if (isBusy || tapped.includes(picture) || tapped.length === SECRET_LENGTH) return;
    const now = [...tapped, picture];
    setTapped(now);
    if (now.length === SECRET_LENGTH) onTapped(now);
  };
  return (
    <>
      <p class="slots" role="status">
        {Array.from({ length: SECRET_LENGTH }, (_, at) => <i key={at} class={at < tapped.length ? "full" : ""} />)}
        <span class="unseen">{said.tapped(tapped.length, SECRET_LENGTH)}</span>
        <b aria-hidden="true">{isBusy ? said.opening : tapped.length < SECRET_LENGTH ? said.left(SECRET_LENGTH - tapped.length) : ""}</b>
      </p>
      <ul class="tiles twelve">
        {secretPictures.map((picture) => (
          <li key={picture}>
            <button type="button" class="tile" aria-disabled={isBusy} aria-pressed={tapped.includes(picture)} onClick={() => tap(picture)}>
              <span class="person-picture" aria-hidden="true" dangerouslySetInnerHTML={{ __html: peoplePictures[picture] }} />{said.pictures[picture]}
            </button>
          </li>
        ))}
      </ul>
      {tapped.length > 0 && tapped.length < SECRET_LENGTH && <button type="button" class="button" onClick={() => setTapped([])}><Icon {...firstIcons.again} />{said.again}</button>}
    </>
  );
}
