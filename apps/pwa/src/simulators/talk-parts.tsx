/** Where others speak to the learner: people present, calls, messages, web pages, an app that asks for leave. None of their choices is coloured. */
import type { PartOf } from "@hocvuso/contract";
import type { Drawing, PartProps } from "./drawing.ts";
import { Hand, Icon, Stranger } from "./icons.tsx";

export function Speech({ part, drawing }: PartProps<PartOf<"speech">>) {
  return (
    <div class="sim-speech">
      <p class="sim-speaker">
        {part.picture === undefined ? null : <span class="sim-face">{drawing.picture(part.picture)}</span>}
        <b>{drawing.words(part.who)}</b>
      </p>
      <p class="sim-bubble"><b>{drawing.words(part.text)}</b></p>
    </div>
  );
}

export function IncomingCall({ part, drawing }: PartProps<PartOf<"incoming-call">>) {
  const { messages } = drawing;
  const { says } = part;
  return (
    <div class="sim-call">
      <p class="sim-call-state"><Icon name="call" />{part.state === "ringing" ? messages.ringing : messages.talking}</p>
      <span class="sim-caller">{part.picture === undefined ? <Stranger /> : drawing.picture(part.picture)}</span>
      <p class="sim-call-who"><b>{drawing.words(part.caller)}</b><span>{part.number}</span></p>
      {says === undefined ? null : <p class="sim-bubble"><b>{drawing.words(says)}</b></p>}
      <div class="sim-pair">
        <Answer act={part.decline} icon="hang" label={messages.decline} drawing={drawing} />
        <Answer act={part.accept} icon="call" label={messages.accept} drawing={drawing} />
      </div>
    </div>
  );
}

export function MessageThread({ part, drawing }: PartProps<PartOf<"messages">>) {
  const { messages } = drawing;
  const sender = drawing.words(part.sender);
  return (
    <div class={`sim-thread sim-thread-${part.app}`}>
      <p class="sim-thread-sender"><Icon name="people" /><b>{sender}</b></p>
      <ul aria-label={messages.messagesFrom(sender)}>
        {part.bubbles.map((bubble, at) => {
          const { link } = bubble;
          return (
            <li key={at} class={`sim-message sim-message-${bubble.from}`}>
              {bubble.from === "me" ? <span class="sim-unseen">{messages.me}: </span> : null}
              {drawing.words(bubble.text)}
              {link === undefined ? null : (
                <button type="button" class="sim-link" onClick={() => drawing.act(link.act)}>{link.address}</button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function WebPage({ part, drawing }: PartProps<PartOf<"web-page">>) {
  const { messages } = drawing;
  const { back } = part;
  return (
    <>
      <div class="sim-browser">
        {back === undefined ? null : (
          <button type="button" class="sim-bar-back" aria-label={messages.back} onClick={() => drawing.act(back)}><Icon name="back" /></button>
        )}
        <p class="sim-address">
          <Icon name={part.hasLock ? "lock" : "lock-open"} />
          <span class="sim-unseen">{part.hasLock ? messages.pageLocked : messages.pageUnlocked}. {messages.address}: </span>
          <span>{part.address}</span>
        </p>
      </div>
      <h2 class="sim-page-heading">{drawing.words(part.heading)}</h2>
    </>
  );
}

export function PermissionPrompt({ part, drawing }: PartProps<PartOf<"permission-prompt">>) {
  const { messages } = drawing;
  return (
    <div class="sim-prompt" role="group" aria-label={messages.wants(part.app)}>
      <p>{messages.wants(part.app)} <b>{drawing.words(part.wants)}</b></p>
      <div class="sim-pair">
        <Answer act={part.deny} label={messages.deny} drawing={drawing} />
        <Answer act={part.allow} label={messages.allow} drawing={drawing} />
      </div>
    </div>
  );
}

function Answer({ act, icon, label, drawing }: { act: string | undefined; icon?: string; label: string; drawing: Drawing }) {
  if (act === undefined) return null;
  const isPointedAt = act === drawing.pointedAt;
  return (
    <div class={isPointedAt ? "sim-part sim-pointed-at" : "sim-part"}>
      <button type="button" class={isPointedAt ? "sim-plain-button sim-ringed" : "sim-plain-button"} onClick={() => drawing.act(act)}><Icon name={icon} />{label}</button>
      {isPointedAt ? <Hand /> : null}
    </div>
  );
}
