/** What a reader opens in a text: hidden words and long quotes. */

import { html } from "../../html.js";
import { isOpen, turn } from "./kept.js";
import { byKey, only } from "./press.js";

/** Hidden words: a button until they are shown. */
export function secret({ app, at, node, inside }) {
  const what = `spoiler${node.place}`;
  if (isOpen(app, at, what)) return html`<span class="m-spoiler is-shown">${inside}</span>`;
  const show = only(() => turn(app, at, what));
  return html`<span class="m-spoiler" role="button" tabindex="0" aria-label=${app.t("message.spoiler")}
    @click=${show} @keydown=${byKey}><span inert>${inside}</span></span>`;
}

/** Of a quote that folds so many lines are seen at first. */
const LINES = 3;

/** About so many letters go into one line of a narrow phone. */
const WIDTH = 34;

/** Whether a quote has more lines than are seen at first. */
function isLong(text) {
  const lines = text.split("\n").map((line) => Math.max(1, Math.ceil(line.length / WIDTH)));
  return lines.reduce((sum, count) => sum + count, 0) > LINES;
}

/** A quote that folds. */
export function quoted({ app, at, node, inside }) {
  if (!isLong(node.text)) return html`<blockquote dir="auto">${inside}</blockquote>`;
  const what = `quote${node.place}`;
  const open = isOpen(app, at, what);
  const label = app.t(open ? "message.less" : "message.more");
  return html`<blockquote class="m-folds ${open ? "is-open" : ""}"><div class="m-fold" dir="auto">${inside}</div><button
    type="button" class="m-unfold" aria-expanded=${open} @click=${() => turn(app, at, what)}>${label}</button
  ></blockquote>`;
}
