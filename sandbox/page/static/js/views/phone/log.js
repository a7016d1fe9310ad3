/** The messages of an open chat. They are drawn anew only when something in them has changed. */

import { follow, keeperOf } from "../../acts/scroll.js";
import { place } from "../../acts/phones.js";
import { messagesIn, narrowed } from "../../acts/topics.js";
import { guard, html, keyed, nothing, ref, repeat } from "../../html.js";
import { zoneOf } from "../message/when.js";
import { row, rows } from "../message/rows.js";

export const log = (app, phone, chat) => html`
  <div class="scroll">
    ${keyed(place(phone), html`
      <div class="log" role="log" tabindex="0" aria-label=${app.t("phone.messages")}
        ${ref(keeperOf(app, phone).attach)}>
        <div class="rows">${guard(drawnFrom(app, phone, chat), () => drawn(app, phone, chat))}</div>
      </div>
    `)}
    ${phone.above === null ? nothing : down(app, phone, chat)}
  </div>
`;

/** All that the messages are drawn from: while it stays the same, they stay as they are. */
const drawnFrom = (app, phone, chat) => [
  chat.key, chat.revision, chat.messages, phone.thread, phone.mark, waitingAt(phone), ...around(app, phone),
];

/** What every message is drawn from besides itself. */
const around = (app, phone) => [
  app.world.name, phone, phone.person, app.t, zoneOf(app), app.open.message, app.open.actions, app.open.viewer,
];

/** At which buttons taps wait: of a message, or of all. */
const waitingAt = (phone, message) =>
  [...phone.waiting.values()].filter((name) => !message || name.startsWith(`${message.id}/`)).join(" ");

function drawn(app, phone, chat) {
  const found = rows(narrowed(chat, phone.thread), zoneOf(app));
  const first = phone.mark === null ? undefined : found.find((one) => isFresh(phone, one));
  return repeat(found, (one) => one.key, (one) =>
    guard([one === first, ...rowFrom(app, phone, chat, one)], () => [
      one === first ? html`<p class="fresh"><span>${app.t("phone.fresh")}</span></p>` : nothing,
      row(app, phone, chat, one),
    ]),
  );
}

/** All that one row is drawn from; a reply shows what it replies to, a pinned message its mark. */
function rowFrom(app, phone, chat, { key, first, last, messages = [] }) {
  const other = (one) => chat.messages.get(one.reply_to ?? one.service.pinned_message);
  const told = messages.flatMap((one) => [one, other(one), waitingAt(phone, one)]);
  return [key, first, last, messages.length, chat.pinned, ...told, ...around(app, phone)];
}

const isFresh = (phone, one) =>
  one.messages?.some((message) => message.id > phone.mark && message.from.id !== phone.person);

/** The way down, and how much is new there. */
function down(app, phone, chat) {
  const count = messagesIn(chat, phone.thread).filter((one) => one.id > phone.above).length;
  const label = count ? app.t("phone.below", { count }) : app.t("phone.down");
  return html`<button type="button" class="down ${count ? "news" : ""}" aria-label=${label} title=${label}
    @click=${() => follow(phone)}>${count ? app.t("phone.below_short") : ""} ↓</button>`;
}
