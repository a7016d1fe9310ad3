/** A message's text with its formatting. Whatever is in it stays text: there is no way here to make it markup. */

import { html } from "../../html.js";
import { link, command, copied, mention } from "./links.js";
import { quoted, secret } from "./folds.js";
import { tree } from "./tree.js";

/** The text of a message as templates. `at` is `{phone, chat, message}`. */
export const formatted = (app, at) => nodes(app, at, tree(at.message.text, at.message.entities));

const nodes = (app, at, children) =>
  children.map((child) => (typeof child === "string" ? child : drawn(app, at, child)));

function drawn(app, at, node) {
  const inside = nodes(app, at, node.children);
  const draw = Object.hasOwn(DRAWN, node.entity.type) ? DRAWN[node.entity.type] : null;
  return draw ? draw({ app, at, node, inside }) : inside;
}

const DRAWN = {
  bold: ({ inside }) => html`<b>${inside}</b>`,
  italic: ({ inside }) => html`<i>${inside}</i>`,
  underline: ({ inside }) => html`<u>${inside}</u>`,
  strikethrough: ({ inside }) => html`<s>${inside}</s>`,
  spoiler: secret,
  blockquote: ({ inside }) => html`<blockquote dir="auto">${inside}</blockquote>`,
  expandable_blockquote: quoted,
  code: (one) => copied(one, "code"),
  pre,
  text_link: (one) => link(one, one.node.entity.url),
  url: (one) => link(one, one.node.text),
  mention,
  text_mention: mention,
  hashtag: ({ inside }) => html`<span class="m-tag">${inside}</span>`,
  cashtag: ({ inside }) => html`<span class="m-tag">${inside}</span>`,
  bot_command: command,
  email: (one) => copied(one, "link"),
  phone_number: (one) => copied(one, "link"),
};

function pre(one) {
  const language = one.node.entity.language;
  const above = language ? html`<span class="m-language">${language}</span>` : "";
  return html`<pre dir="auto">${above}${copied(one, "code")}</pre>`;
}
