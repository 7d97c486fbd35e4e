/** The ambassador's pages, with their words: a chunk of its own, for few phones open them; a phone keeps it once it was opened. The address after `#` says which. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { knownPeople, placesFound, readClass, readOwnField, seats, visits, type ClassNow, type KnownPerson, type OwnField, type Seat } from "../../device/field.ts";
import type { Machine } from "../../device/machine.ts";
import { keepThisPage } from "../../device/watch-new-version.ts";
import { fieldEn } from "../../messages/field-en.ts";
import { fieldVi, type FieldMessages } from "../../messages/field-vi.ts";
// Wholly, for little of them is used here: were that cut out into chunks of its own, the app that every phone keeps would weigh more.
import "../carry/carry-pages.tsx";
import "../person-pages.tsx";
import "../../styles/person.css";
import "../../styles/carry.css";
import "../../styles/field.css";
import type { AppProps } from "../app-frame.tsx";
import { AppFrame } from "../app-frame.tsx";
import { useMachine, useView } from "../carry/use-machine.ts";
import { Apply, OwnView } from "./own-view.tsx";
import { Attendance, Board, Bring, Close, Join, Observe, Open, OtherPhone, Sheet } from "./class.tsx";
import { Enrol } from "./enrol.tsx";
import { Household, Households, Places } from "./households.tsx";
import { Kit } from "./kit.tsx";

export type Field = {
  readonly own: OwnField | undefined;
  readonly people: readonly KnownPerson[];
  readonly held: ClassNow | undefined;
  readonly last: ClassNow | undefined;
  readonly seated: readonly Seat[];
  readonly visited: Awaited<ReturnType<typeof visits>>;
  readonly found: Awaited<ReturnType<typeof placesFound>>;
};

export type FieldProps = AppProps & {
  readonly said: FieldMessages;
  readonly machine: Machine;
  readonly field: Field;
  readonly view: string;
  readonly go: (view: string) => void;
  /** Reads the phone again. */
  readonly refresh: () => Promise<void>;
};

export function fieldWords(language: "vi" | "en"): FieldMessages {
  return language === "en" ? fieldEn : fieldVi;
}

async function readField({ shelf }: Machine): Promise<Field> {
  const [own, people, held, last, seated, visited, found] = await Promise.all([readOwnField(shelf), knownPeople(shelf), readClass(shelf), readClass(shelf, "last"), seats(shelf), visits(shelf), placesFound(shelf)]);
  return { own, people, held, last, seated, visited, found };
}

export function FieldScreen(props: AppProps) {
  const said = fieldWords(props.settings.language);
  const loaded = useMachine(props.device);
  const view = useView();
  const machine = typeof loaded === "object" ? loaded.machine : undefined;
  const [field, setField] = useState<Field & { readonly isHolder: boolean }>();
  const refresh = useCallback(async () => {
    if (machine === undefined || props.device === undefined) return;
    const [read, { person }] = [await readField(machine), await props.device.profile()];
    setField({ ...read, isHolder: read.own === undefined || read.own.holder === person });
  }, [machine, props.device]);
  useEffect(() => { void refresh(); }, [refresh, view]);
  useEffect(() => { void keepThisPage(); }, []);
  if (machine === undefined || field === undefined) {
    return <AppFrame {...props} back="/hoc/" spoken={said.title}><section class="pad"><h1 tabIndex={-1}>{said.title}</h1><p class="lead" role="status">{loaded === "missing" ? said.notLoaded : props.messages.waiting}</p></section></AppFrame>;
  }
  const given: FieldProps = { ...props, said, machine, field, view, refresh, go: (next) => { location.hash = next; } };
  if (view === "vao-lop") return <Join {...given} />;
  if (!field.isHolder) return <AppFrame {...props} back="/hoc/" spoken={said.notHolder}><section class="pad"><h1 tabIndex={-1}>{said.title}</h1><p class="lead">{said.notHolder}</p><p class="act"><a class="button" href="#vao-lop">{said.joinClass}</a></p></section></AppFrame>;
  const one = field.seated.find(({ person }) => view === `xem-${person}`) ?? field.people.find(({ person }) => view === `xem-${person}`);
  const key = `${view} ${field.held?.key ?? ""}`;
  if (one !== undefined) return <Observe key={key} {...given} person={one.person} name={"called" in one ? one.called : one.name} />;
  if (view.startsWith("ho-")) return <Household key={key} {...given} />;
  if (field.own === undefined) return <Apply key={key} {...given} />;
  switch (view) {
    case "don": return <Apply key={key} {...given} />;
    case "ghi-ten": return <Enrol key={key} {...given} />;
    case "lop": return field.held === undefined ? <Open key={key} {...given} /> : <Board key={key} {...given} />;
    case "them": return <Bring key={key} {...given} />;
    case "may-khac": return <OtherPhone key={key} {...given} />;
    case "diem-danh": return <Attendance key={key} {...given} />;
    case "khep": return <Close key={view} {...given} />;
    case "giay": return <Sheet key={key} {...given} />;
    case "ho": return <Households key={key} {...given} />;
    case "thon": return <Places key={key} {...given} />;
    case "in": return <Kit key={key} {...given} />;
    default: return <OwnView key={key} {...given} />;
  }
}
