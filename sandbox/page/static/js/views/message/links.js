/** Links, commands, mentions, and what is copied by a click. No link is an anchor: nothing can lead the page away. */

import { html } from "../../html.js";
import { sendText } from "../../acts/chat.js";
import { copy, openBot, openLink } from "../../acts/links.js";
import { byKey, only } from "./press.js";

const SAFE = /^(?:https?|tg|ton):\/\//i;
const PERSON = /^tg:\/\/user\/?\?/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i;

/** The address of a link as it may be followed; null for what is none here: javascript:, data: and their like. */
export function address(url) {
  const clean = String(url ?? "").replace(/[\u0000-\u0020\u007f]/g, "");
  if (SAFE.test(clean)) return clean;
  return SCHEME.test(clean) || !clean.includes(".") ? null : `https://${clean}`;
}

/** Words that can be pressed. */
const words = (role, title, deed, inside) => html`<span class="m-link" role=${role} tabindex="0" title=${title}
  @click=${deed} @keydown=${byKey}>${inside}</span>`;

/** A link to an address; words alone where the address is none, or a person's, for there is nothing to open. */
export function link({ app, at, inside }, url) {
  const to = address(url);
  if (!to) return inside;
  if (PERSON.test(to)) return html`<span class="m-tag">${inside}</span>`;
  const follow = only(() => openLink(app, at.phone, to));
  return words("link", to, follow, inside);
}

/** A command, which is sent by a click. */
export function command({ app, at, node, inside }) {
  const send = only(() => sendText(app, at.phone, node.text));
  const title = app.t("message.send", { text: node.text });
  return words("button", title, send, inside);
}

/** Words that a click copies: code, an e-mail address, a telephone number. */
export function copied({ app, node, inside }, kind) {
  const take = only(() => copy(app, node.text));
  const title = app.t("message.copy");
  if (kind !== "code") return words("button", title, take, inside);
  return html`<code role="button" tabindex="0" title=${title} @click=${take} @keydown=${byKey}>${inside}</code>`;
}

/** Somebody named in a text. Only a bot can be opened by it. */
export function mention({ app, at, node, inside }) {
  const name = node.text.replace(/^@/, "").toLowerCase();
  const bot = [...app.world.bots.values()].find((one) => one.username?.toLowerCase() === name);
  if (!bot || node.entity.type === "text_mention") return html`<span class="m-tag">${inside}</span>`;
  const open = only(() => openBot(app, at.phone, bot));
  return words("link", app.t("message.open_bot"), open, inside);
}
