/** A line in a list of chats or topics: its name, its last message, when that was, how many are unread. */

import { focusIn } from "../../acts/focus.js";
import { html, nothing } from "../../html.js";
import { clockTime, dayOf, dayShort, zoneOf } from "./times.js";
import { plain } from "../message/names.js";
import { tells } from "../message/service.js";
import { face } from "./face.js";
import { gist } from "./gist.js";
import { counted } from "./parts.js";

export const entry = (app, phone, { id, title, last, state, unread, open }) => html`
  <button type="button" class="entry" @click=${() => opened(app, phone, open)}>
    ${face(id, title)}
    <span class="name" dir="auto">${plain(title)}</span>
    <span class="when">${last ? when(app, last.date) : nothing}</span>
    <span class="gist">${state ? html`<em>${state}</em>` : said(app, phone, last)}</span>
    ${counted(app, unread)}
  </button>
`;

function opened(app, phone, open) {
  open();
  focusIn(app, phone);
}

function said(app, phone, last) {
  if (!last) return app.t("phone.no_messages");
  const own = last.from.id === phone.person && !tells(last) ? `${app.t("phone.you")}: ` : "";
  return own + gist(app, last);
}

/** The time of today, the day of any other day. What is newest in the world is of today: its clock is not ours. */
function when(app, date) {
  const today = app.stage?.clock ? Date.parse(app.stage.clock.now) / 1000 : Date.now() / 1000;
  return dayOf(date, zoneOf(app)) === dayOf(today, zoneOf(app)) ? clockTime(app, date) : dayShort(app, date);
}
