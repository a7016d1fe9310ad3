/** The corner of a message: whether it is pinned or edited, and its time. */

import { html, nothing } from "../../html.js";
import { clockTime, wholeTime } from "./when.js";

/** The time of a message and its marks. */
export function stamp(app, { chat, message, messages }) {
  const pinned = messages.some((one) => (chat.pinned ?? []).includes(one.id));
  const moment = new Date(message.date * 1000).toISOString();
  return html`<span class="m-stamp" dir="ltr">${pinned ? pin(app) : nothing}${
    message.edited ? html`<span>${app.t("message.edited")}</span>` : nothing
  }<time datetime=${moment} title=${wholeTime(app, message.date)}>${clockTime(app, message.date)}</time></span>`;
}

function pin(app) {
  const words = app.t("message.pinned");
  return html`<span class="m-pin" role="img" aria-label=${words} title=${words}></span>`;
}
