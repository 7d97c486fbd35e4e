/**
 * The lesson's page: where the person is, what is kept, and the explained steps. It is prerendered and travels in the first script,
 * so it is small; practice, questions and the rest come later through `loadRest`. A stop is left only when what was done there is
 * kept, or when the person chose to go on without.
 */
import { Component, type ComponentChildren } from "preact";
import type { Device } from "../../device/device.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import type { FirstMessages } from "../../messages/first-vi.ts";
import { Shell } from "../shell.tsx";
import { emphasised, type LessonWords } from "./lesson-words.ts";
import { backFrom, beginSitting, readSitting, stopHash, stopOfHash, type Sitting } from "./sitting.ts";

type Rest = Awaited<ReturnType<typeof import("./rest.tsx").openRest>>;

export type LessonScreenProps = {
  readonly words: LessonWords;
  readonly messages: FirstMessages;
  /** By name, the SVG; given while prerendering, so that the first picture is there with the page. */
  readonly drawings?: Readonly<Record<string, string>>;
  readonly openDevice: () => Promise<Device>;
  readonly loadRest: () => Promise<Rest>;
};

/** What a stop after the explained steps is given. */
export type StopProps = {
  readonly words: LessonWords;
  readonly messages: FirstMessages;
  readonly at: number;
  readonly device: Device;
  /** True where the browser refuses to store anything and the person went on all the same. */
  readonly isForgetful: boolean;
  readonly sitting: Sitting;
  /** Keeps what was done without leaving the stop: the deed, then the sitting as changed. Resolves when both are kept, or when the person goes on without. */
  readonly keep: (deed: (device: Device) => Promise<void>, changed?: Partial<Sitting>) => Promise<void>;
  /** Keeps that the stop was done and goes to the next. */
  readonly pass: (changed?: Partial<Sitting>) => Promise<void>;
  /** True while something is being kept. */
  readonly isBusy: boolean;
  /** What could not be kept, and what to do about it. Stands in the place of the stop's own buttons. */
  readonly trouble: ComponentChildren;
};

type Open = Pick<StopProps, "device" | "isForgetful" | "sitting"> & { /** Who said who they are is not asked in any lesson. */ readonly isKnown: boolean };

type State = {
  readonly at: number;
  readonly isBusy: boolean;
  readonly open?: Open;
  readonly rest?: Rest;
  readonly isRestMissing?: boolean;
  /** Set while the phone could not save something: the person's choice goes here. */
  readonly choose?: ((choice: "again" | "go-on") => void) | undefined;
};

export class LessonScreen extends Component<LessonScreenProps, State> {
  override state: State = { at: 0, isBusy: false };
  private shownAtMs = 0;
  private isPassing = false;
  /** The last of all that was to be kept, with the sitting as it is after it: things are kept one after the other. */
  private kept: Promise<Open> = new Promise(() => {});

  override componentDidMount(): void {
    addEventListener("popstate", this.followAddress);
    this.kept = this.open();
    void this.kept.then(this.props.loadRest).then((rest) => this.setState({ rest }), () => this.setState({ isRestMissing: true }));
  }

  override componentDidUpdate(_: LessonScreenProps, before: State): void {
    if (before.at === this.state.at) return;
    this.shownAtMs = performance.now();
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }

  private async open(): Promise<Open> {
    const { words, openDevice, loadRest } = this.props;
    const opened = await this.tryUntilChosen(openDevice);
    const device = opened ?? (await loadRest()).deviceWithoutMemory();
    const isKnown = (await device.profile()).group !== undefined;
    const kept = readSitting(await device.bookmark(this.bookmarkName()), words.stops.length);
    const asked = stopOfHash(location.hash);
    const isOver = kept?.isFinished && (words.isReview || asked !== stopsOf(words, isKnown).length - 1);
    const sitting = kept === undefined || isOver ? beginSitting(device.mintKey()) : kept;
    const open = { device, sitting, isKnown, isForgetful: opened === undefined };
    this.setState({ open });
    this.show(Math.min(asked ?? sitting.passed, sitting.passed, stopsOf(words, isKnown).length - 1));
    performance.mark("usable");
    // The first button is a link, so a tap before this script arrived has already moved the address.
    if (asked === 1 && sitting.passed === 0) void this.pass();
    return open;
  }

  private bookmarkName(): string {
    const { id, isReview } = this.props.words;
    return `${isReview ? "review" : "lesson"}/${id}`;
  }

  /** The address is changed in place: the browser's back leads to where it led before. */
  private show(at: number): void {
    history.replaceState(null, "", stopHash(at));
    this.setState({ at });
  }

  private followAddress = (): void => {
    const { open } = this.state;
    if (open) this.show(Math.min(stopOfHash(location.hash) ?? 0, open.sitting.passed));
  };

  /** undefined: the phone refused and the person chose to go on without. */
  private async tryUntilChosen<T>(deed: () => Promise<T>): Promise<T | undefined> {
    for (;;) {
      try {
        return await deed();
      } catch (refusal) {
        console.error(refusal);
        const choice = await new Promise<"again" | "go-on">((choose) => this.setState({ choose }));
        this.setState({ choose: undefined });
        if (choice === "go-on") return undefined;
      }
    }
  }

  private keep: StopProps["keep"] = async (deed, changed) => {
    this.setState({ isBusy: true });
    this.kept = this.kept.then(async (before) => {
      const open = { ...before, sitting: { ...before.sitting, ...changed } };
      await this.tryUntilChosen(async () => {
        await deed(open.device);
        await open.device.saveBookmark(this.bookmarkName(), open.sitting);
      });
      this.setState({ isBusy: false, open });
      return open;
    });
    await this.kept;
  };

  private pass: StopProps["pass"] = async (changed) => {
    if (this.isPassing) return;
    this.isPassing = true;
    const { at } = this.state;
    const { key, passed } = (await this.kept).sitting;
    const { id: lesson, stops, isReview } = this.props.words;
    const isNewStep = at >= passed && !isReview && stops[at]?.kind !== "about-you";
    const dwellMs = Math.min(Math.round(performance.now() - this.shownAtMs), longestDwellMs);
    await this.keep(
      async (device) => {
        if (isNewStep) await device.keep({ kind: "lesson-step-done", key, lesson, step: at, dwellMs });
        if (isNewStep && at === 0) await device.saveBookmark(lastLesson, lesson);
      },
      { ...changed, passed: Math.max(passed, at + 1) },
    );
    this.isPassing = false;
    history.pushState(null, "", stopHash(at + 1));
    this.setState({ at: at + 1 });
  };

  override render({ words: whole, messages, drawings }: LessonScreenProps, { at, isBusy, open, rest, isRestMissing, choose }: State): ComponentChildren {
    const words = { ...whole, stops: stopsOf(whole, open?.isKnown) };
    const stop = words.stops[at];
    const trouble = choose && (
      <div class="note trouble" role="alert">
        <h2>{messages.notKept}</h2>
        <p>{messages.notKeptSafe}</p>
        <p>{messages.notKeptDo}</p>
        <button type="button" class="button go" onClick={() => choose("again")}>{messages.keepAgain}</button>
        <button type="button" class="button" onClick={() => choose("go-on")}>{messages.goOnUnkept}</button>
      </div>
    );
    if (stop?.kind !== "explain" && rest && open) {
      return <rest.RestStop key={at} words={words} messages={messages} at={at} {...open} keep={this.keep} pass={this.pass} isBusy={isBusy} trouble={trouble} />;
    }
    const place = { at, of: words.stops.length };
    const back = backFrom(at);
    if (stop?.kind !== "explain") {
      return (
        <Shell key={at} messages={messages} back={back} spoken={messages.waiting} place={place}>
          <div class="pad">
            <h1 tabIndex={-1}>{isRestMissing ? messages.notLoaded : messages.waiting}</h1>
            {isRestMissing && <p>{messages.notLoadedDo}</p>}
            {isRestMissing && <button type="button" class="button" onClick={() => location.reload()}>{messages.loadAgain}</button>}
          </div>
        </Shell>
      );
    }
    const { before, marked, after } = emphasised(stop.shown);
    return (
      <Shell
        key={at} messages={messages} back={back} spoken={stop.spoken} place={place} isHeardTwice
        foot={trouble ?? (
          <a
            class="button go" href={stopHash(at + 1)} aria-busy={isBusy}
            onClick={(event: Event) => { event.preventDefault(); void this.pass(); }}
          >{messages.understood}<Icon {...firstIcons.next} /></a>
        )}
      >
        <img class="poster" src={inPage(drawings?.[stop.picture.name]) ?? stop.picture.address} width={360} height={220} alt={stop.picture.label} />
        <div class="pad"><h1 tabIndex={-1}>{before}<mark>{marked}</mark>{after}</h1></div>
      </Shell>
    );
  }
}

/** A drawing as an address that brings it along. */
function inPage(drawing: string | undefined): string | undefined {
  return drawing && `data:image/svg+xml,${drawing.replaceAll('"', "'").replace(/[%#<>]/g, encodeURIComponent)}`;
}

/** Bookmark: the lesson that was begun last. */
const lastLesson = "last-lesson";

function stopsOf({ stops }: LessonWords, isKnown = false): LessonWords["stops"] {
  return isKnown ? stops.filter(({ kind }) => kind !== "about-you") : stops;
}

/** A phone left open overnight says no more than a day. */
const longestDwellMs = 86_400_000;
