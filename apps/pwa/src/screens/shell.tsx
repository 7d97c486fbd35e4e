/** The frame of a screen: the way back, "Thêm", "Nghe", how far, what is said, and the one thing to do. */
import { Component, type ComponentChildren } from "preact";
import { firstIcons, Icon } from "../icons.tsx";
import type { FirstMessages } from "../messages/first-vi.ts";

export type ShellProps = {
  readonly messages: FirstMessages;
  /** Address of the screen before. */
  readonly back?: string;
  /** Stands at the top left where no way back does. */
  readonly top?: ComponentChildren;
  /** The screen is itself what "Thêm" leads to. */
  readonly isMore?: boolean;
  /** What "Nghe" says: also what the picture shows. Lines can be recorded apart. */
  readonly spoken: string;
  /** Place on the way, from 0, and how many there are. */
  readonly place?: { readonly at: number; readonly of: number };
  /** A second, large "Nghe" under the words. */
  readonly isHeardTwice?: boolean;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
};

/** `isSilent`: nobody asked for a sound, so that none is missed. */
type State = { readonly isLarge: boolean; readonly isSilent?: boolean };

/** A new `spoken` silences the old one; so does leaving. */
export class Shell extends Component<ShellProps, State> {
  override state: State = { isLarge: false };
  private silence = (): void => {};

  override componentDidUpdate(previous: ShellProps): void {
    if (previous.spoken !== this.props.spoken) this.componentWillUnmount();
  }

  override componentWillUnmount(): void {
    this.silence();
    if (this.state.isLarge) this.putAway();
  }

  private putAway = (): void => this.setState({ isLarge: false });

  private listen = async (): Promise<void> => {
    this.silence();
    const { spoken, messages } = this.props;
    try {
      const { readAloud } = await import("../narration/read-aloud.ts");
      const speaking = await readAloud({ words: spoken, language: messages.language, onEnd: () => {} });
      if (speaking.kind === "speaking") this.silence = speaking.stop;
      else this.setState({ isLarge: true, isSilent: speaking.kind === "silent" });
    } catch {
      this.setState({ isLarge: true }); // the voice has not reached the phone: the words have
    }
  };

  override render({ messages, back, top, isMore, spoken, place, isHeardTwice, children, foot }: ShellProps, { isLarge, isSilent }: State): ComponentChildren {
    return (
      <div class="screen">
        <header class="top">
          {back ? <a class="pill" href={back}><Icon {...firstIcons.back} />{messages.back}</a> : top}
          {!isMore && <a class="pill" href="/hoc/them/"><Icon {...firstIcons.more} />{messages.more}</a>}
          <button type="button" class="pill say" onClick={this.listen}><Icon {...firstIcons.say} />{messages.listen}</button>
        </header>
        <main>
          {place && (
            <div class="pips" role="img" aria-label={messages.place(place.at + 1, place.of)}>
              {Array.from({ length: place.of }, (_, at) => <i class={at < place.at ? "done" : at === place.at ? "now" : ""} />)}
            </div>
          )}
          {children}
          {isHeardTwice && (
            <p class="pad"><button type="button" class="button sound" onClick={this.listen}><Icon {...firstIcons.again} /><span>{messages.listenAgain}</span></button></p>
          )}
          {foot && <><div class="grow" /><div class="foot">{foot}</div></>}
        </main>
        {isLarge && (
          <dialog ref={showModal} aria-label={messages.listen} onClose={this.putAway}>
            <p class="large">{spoken}</p>
            {!isSilent && <p>{messages.noVoice}</p>}
            <button type="button" class="button" onClick={this.putAway}>{messages.putAway}</button>
          </dialog>
        )}
      </div>
    );
  }
}

function showModal(dialog: HTMLDialogElement | null): void {
  if (dialog?.open === false) dialog.showModal();
}
