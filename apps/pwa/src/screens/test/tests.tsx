/** Both tests: where each of them is, what the province said, and the one that the address names (`#` and its name). */
import type { TestPurpose } from "@hocvuso/contract";
import { useEffect, useState } from "preact/hooks";
import { askForTests, keptTests, type OwnTest } from "../../device/own-tests.ts";
import { keepThisPage } from "../../device/watch-new-version.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import type { TestMessages } from "../../messages/test-vi.ts";
import { icons } from "../../rest-icons.ts";
import { AppFrame, type AppProps } from "../app-frame.tsx";
import { OneTest } from "./one-test.tsx";
import { wordOf } from "./outcome.tsx";
import { SetPin } from "./pin.tsx";
import { readTaken, type TakenTest } from "./taken-test.ts";
import { freshBank } from "./test-bank.ts";

export type TestsProps = AppProps & { readonly said: TestMessages };

const addresses: Readonly<Record<string, TestPurpose | "pin">> = { "#dang-o-dau": "placement", "#ky-nang": "certification", "#ma-dai-su": "pin" };

export function Tests(props: TestsProps) {
  const { device, said } = props;
  const [opened, setOpened] = useState<TestPurpose | "pin">();
  const [taken, setTaken] = useState<Partial<Record<TestPurpose, TakenTest>>>({});
  const [told, setTold] = useState<readonly OwnTest[]>([]);
  useEffect(() => { void keepThisPage(); }, []);
  useEffect(() => {
    const follow = (): void => { setOpened(addresses[location.hash]); scrollTo(0, 0); };
    follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    if (device === undefined || opened !== undefined) return;
    void Promise.all([readTaken(device, "placement"), readTaken(device, "certification")]).then(([placement, certification]) => setTaken({ ...(placement && { placement }), ...(certification && { certification }) }));
    void keptTests(device).then(setTold);
    void askForTests(device).then(setTold, () => {}); // no network: what is kept stands
    // What is asked comes along with the page, so that either test can be begun in a village without a network.
    for (const purpose of ["placement", "certification"] as const) void freshBank(device, purpose).catch((refusal: unknown) => console.warn(refusal));
  }, [device, opened]);

  if (opened === "pin" && device !== undefined) return <SetPin device={device} messages={props.messages} said={said} />;
  if (opened !== undefined && opened !== "pin" && device !== undefined) return <OneTest key={opened} purpose={opened} device={device} messages={props.messages} said={said} />;

  const row = (purpose: TestPurpose) => {
    const own = taken[purpose];
    const isOpen = own !== undefined && own.ended === undefined;
    const word = told.find(({ test }) => test === own?.key);
    return (
      <li>
        <a class="row" href={purpose === "placement" ? "#dang-o-dau" : "#ky-nang"}>
          <Icon {...(purpose === "placement" ? icons.find : icons.check)} />
          <span class="grow"><b>{said[purpose]}</b><small>{isOpen ? said.halfDone(own.parts.length) : word !== undefined ? wordOf(word, said) : own?.ended === "rule" ? said.provisional : purpose === "placement" ? said.placementNote : said.certificationNote}</small></span>
          <Icon {...firstIcons.next} />
        </a>
      </li>
    );
  };
  return (
    <AppFrame {...props} back="/hoc/toi/" spoken={said.spoken}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.title}</h1>
        <p class="lead">{said.intro}</p>
        <ul class="exercises">{row("placement")}{row("certification")}</ul>
      </section>
      <div class="grow" />
      <p class="pad links"><a href="#ma-dai-su">{said.pinLink}</a></p>
    </AppFrame>
  );
}
