/** The messages of an open chat. They are drawn anew only when something in them has changed. */

import { follow, keeperOf } from "../../acts/scroll.js";
import { place } from "../../acts/phones.js";
import { messagesIn, narrowed } from "../../acts/topics.js";
import { guard, html, keyed, nothing, ref, repeat } from "../../html.js";
import { zoneOf } from "../message/when.js";
import { row, rows } from "../message/rows.js";

export const log = (app, phone, chat) => html`
  <div class="scroll">
    ${keyed(`${phone.person}/${place(phone)}`, html`
      <div class="log" role="log" tabindex="0" aria-label=${app.t("phone.messages")} ${ref(keeperOf(app, phone).attach)}>
        <div class="rows">${guard(drawnFrom(app, phone, chat), () => drawn(app, phone, chat))}</div>
      </div>
    `)}
    ${phone.above === null ? nothing : down(app, phone, chat)}
  </div>
`;

/** All that the messages are drawn from: while it stays the same, they stay as they are. */
const drawnFrom = (app, phone, chat) => [
  app.world.name, chat.key, chat.revision, chat.messages, phone, phone.person, phone.thread, phone.mark, app.t, zoneOf(app),
  [...phone.waiting.values()].join(" "), app.open.message, app.open.viewer, app.open.actions,
];

function drawn(app, phone, chat) {
  const found = rows(narrowed(chat, phone.thread), zoneOf(app));
  const first = phone.mark === null ? undefined : found.find((one) => isFresh(phone, one));
  return repeat(found, (one) => one.key, (one) => [
    one === first ? html`<p class="fresh"><span>${app.t("phone.fresh")}</span></p>` : nothing,
    row(app, phone, chat, one),
  ]);
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
