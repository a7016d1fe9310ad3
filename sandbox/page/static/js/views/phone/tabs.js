/** On a narrow screen: which of the phones is in front. */

import { update } from "../../app.js";
import { unreadOf } from "../../acts/unread.js";
import { html } from "../../html.js";
import { alongRow } from "../../keys.js";
import { chatsOf } from "../../world.js";
import { face } from "./face.js";
import { counted } from "./parts.js";

export const tabs = (app) => html`
  <div class="tabs" role="tablist" aria-label=${app.t("phone.tabs")} @keydown=${(event) => keyed(app, event)}>
    ${app.phones.map((phone, index) => tab(app, phone, index))}
  </div>
`;

function tab(app, phone, index) {
  const name = app.world.people.get(phone.person)?.first_name ?? app.t("phone.nobody");
  const count = phone.person === null ? 0 : unreadOf(app, phone.person, chatsOf(app.world, phone.person));
  const chosen = index === app.front;
  return html`
    <button type="button" role="tab" id="tab-${index}" aria-selected=${chosen} tabindex=${chosen ? 0 : -1}
      aria-controls="phone-${index}" @click=${() => front(app, index)}>
      ${face(phone.person, name)}<span class="name">${name}</span>
      ${counted(app, count)}
    </button>
  `;
}

const front = (app, index) => update(app, () => (app.front = index));

function keyed(app, event) {
  const next = alongRow(event, app.front, app.phones.length);
  if (next === undefined) return;
  front(app, next);
  event.currentTarget.querySelectorAll("[role=tab]")[app.front].focus();
}
