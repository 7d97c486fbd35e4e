/** Who and where, as a stop of the lesson. Not asked again once said. */
import { useEffect, useState } from "preact/hooks";
import type { Profile } from "../../device/device.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { AboutYou } from "../about-you.tsx";
import { WhoAndWhere } from "../who-and-where.tsx";
import { Shell } from "../shell.tsx";
import type { RestProps } from "./practise-stop.tsx";
import { backFrom } from "./sitting.ts";

export function AboutYouStop({ at, words, messages, more, device, keep, pass, isBusy, trouble }: RestProps) {
  const [profile, setProfile] = useState<Profile>();
  useEffect(() => { void device.profile().then(setProfile); }, [device]);
  const back = backFrom(at);
  const place = { at, of: words.stops.length };

  if (profile?.group !== undefined) {
    return (
      <Shell
        messages={messages} back={back} place={place} spoken={more.saidAlready}
        foot={trouble ?? <button type="button" class="button go" aria-busy={isBusy} onClick={() => void pass()}>{more.forward}<Icon {...firstIcons.next} /></button>}
      >
        <div class="pad"><h1 tabIndex={-1}>{more.saidAlready}</h1><WhoAndWhere profile={profile} language={messages.language} more={more} /></div>
      </Shell>
    );
  }
  return (
    <AboutYou
      messages={messages} more={more} back={back} place={place} isBusy={isBusy} trouble={trouble} onLater={() => void pass()}
      onAnswer={(answer) => void keep((phone) => phone.register(answer)).then(() => pass())}
    />
  );
}
