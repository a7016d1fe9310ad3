/** Links, commands, mentions, and what is copied by a click. No link is an anchor: nothing can lead the page away. */

import { html } from "../../html.js";
import { sendText } from "../../acts/chat.js";
import { copy, openBot, openLink } from "../../acts/links.js";
import { byKey, only } from "./press.js";

const SAFE = /^(?:https?|tg|ton):\/\//i;
const SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i;

/** The address of a link as it may be followed; null for what is none here: javascript:, data:, file: and their like. */
export function address(url) {
  const clean = String(url ?? "").replace(/[\u0000-\u0020\u007f]/g, "");
  if (SAFE.test(clean)) return clean;
  return SCHEME.test(clean) || !clean.includes(".") ? null : `https://${clean}`;
}

/** A link to an address; words alone where the address is none. */
export function link({ app, at, inside }, url) {
  const to = address(url);
  if (!to) return inside;
  const follow = only(() => openLink(app, at.phone, to));
  return html`<span class="m-link" role="link" tabindex="0" title=${to} @click=${follow} @keydown=${byKey}>${inside}</span>`;
}

/** A command, which is sent by a click. */
export function command({ app, at, node, inside }) {
  const send = only(() => sendText(app, at.phone, node.text));
  const title = app.t("message.send", { text: node.text });
  return html`<span class="m-link" role="button" tabindex="0" title=${title} @click=${send} @keydown=${byKey}>${inside}</span>`;
}

/** Words that a click copies: code, an e-mail address, a telephone number. */
export function copied({ app, node, inside }, kind) {
  const take = only(() => copy(app, node.text));
  const press = { role: "button", title: app.t("message.copy") };
  return kind === "code"
    ? html`<code role=${press.role} tabindex="0" title=${press.title} @click=${take} @keydown=${byKey}>${inside}</code>`
    : html`<span class="m-link" role=${press.role} tabindex="0" title=${press.title} @click=${take} @keydown=${byKey}>${inside}</span>`;
}

/** Somebody named in a text. Only a bot can be opened by it. */
export function mention({ app, at, node, inside }) {
  const name = node.text.replace(/^@/, "").toLowerCase();
  const bot = [...app.world.bots.values()].find((one) => one.username?.toLowerCase() === name);
  if (!bot || node.entity.type === "text_mention") return html`<span class="m-tag">${inside}</span>`;
  const open = only(() => openBot(app, at.phone, bot));
  return html`<span class="m-link" role="link" tabindex="0" @click=${open} @keydown=${byKey}>${inside}</span>`;
}
