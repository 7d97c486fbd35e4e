/** The people of this phone for a screen, and how their pictures are drawn. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Device } from "../../device/device.ts";
import type { Machine } from "../../device/machine.ts";
import { peopleOnPhone, type PeoplePicture, type PersonOnPhone } from "../../device/people-on-phone.ts";
import type { Shelf } from "@hocvuso/journal";
import type { PersonMessages } from "../../messages/person-vi.ts";
import { peoplePictures } from "../../pictures/people/people-pictures.ts";
import { useMachine } from "../carry/use-machine.ts";

export type People = {
  readonly machine: Machine;
  readonly shelf: Shelf;
  readonly all: readonly PersonOnPhone[];
  /** Who has the phone now, or had it last. */
  readonly own: PersonOnPhone | undefined;
  /** Reads them again. */
  readonly refresh: () => Promise<void>;
};

/** "missing": the rest of the phone has not reached it. */
export function usePeople(device: Device | undefined): People | "loading" | "missing" {
  const loaded = useMachine(device);
  const machine = typeof loaded === "object" ? loaded.machine : undefined;
  const shelf = machine?.shelf;
  const [known, setKnown] = useState<Pick<People, "all" | "own">>();
  const refresh = useCallback(async () => {
    if (shelf === undefined || device === undefined) return;
    const [all, { person }] = [await peopleOnPhone(shelf), await device.profile()];
    setKnown({ all, own: all.find((each) => each.person === person) });
  }, [shelf, device]);
  useEffect(() => { void refresh(); }, [refresh]);
  if (loaded === "missing") return "missing";
  return machine === undefined || known === undefined ? "loading" : { machine, shelf: machine.shelf, ...known, refresh };
}

export function nameOf({ called, picture }: Pick<PersonOnPhone, "called" | "picture">, said: PersonMessages): string {
  return said.nameOr(called, said.pictures[picture]);
}

/** A picture stands beside its word, so it says nothing of its own. */
export function PersonPicture({ picture }: { picture: PeoplePicture }) {
  return <span class="person-picture" aria-hidden="true" dangerouslySetInnerHTML={{ __html: peoplePictures[picture] }} />;
}
