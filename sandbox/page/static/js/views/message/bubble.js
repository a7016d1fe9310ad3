/** One message, or one album: its bubble, the buttons below it. */

import { html, nothing } from "../../html.js";
import { actions } from "./actions.js";
import { album, viewable } from "./album.js";
import { contact } from "./contact.js";
import { keyboard } from "./keyboard.js";
import { media } from "./media.js";
import { colourOf, plain } from "./names.js";
import { forwarded, quote } from "./quote.js";
import { reactions } from "./reactions.js";
import { stamp } from "./stamp.js";
import { formatted } from "./text.js";
import { viewer } from "./viewer.js";
import { clockTime } from "./when.js";

/** Pieces whose picture fills the bubble from edge to edge. */
const PICTURES = new Set(["photo", "video", "animation"]);

/** Draw a row of kind "message" or "album", see rows.js. The key of its element is the number of its first message. */
export function bubble(app, phone, chat, { messages, first, last }) {
  const message = spoken(messages);
  const at = { phone, chat, message, messages };
  const mine = message.from.id === phone.person;
  return html`<article class=${standing(at, { mine, first, last })} data-message=${messages[0].id}
    tabindex="-1" aria-label=${labelOf(app, message)}>
    <div class="bubble ${freshness(message)}">
      ${first && !mine && !chat.private ? author(message) : nothing}
      ${forwarded(app, message)}
      ${quote(app, chat, message)}
      ${pieces(app, at)}
      ${words(app, at)}
      ${reactions(app, message)}
      ${actions(app, at, mine)}
    </div>
    ${keyboard(app, at)}
    ${viewer(app, at, viewable(messages))}
  </article>`;
}

const labelOf = (app, message) =>
  app.t("message.label", { name: plain(message.from.name), time: clockTime(app, message.date) });

/** Of an album the piece that has the caption, else the first. */
const spoken = (messages) => messages.find((one) => one.text) ?? messages[0];

function standing({ message, messages }, places) {
  const pictured = messages.some((one) => PICTURES.has(one.media?.kind)) || messages.length > 1;
  const bare = !message.text && ["sticker", "video_note"].includes(message.media?.kind);
  const marks = { ...places, pictured, bare, silent: !message.text, keyed: message.buttons.length > 0 };
  return ["message", ...Object.keys(marks).filter((name) => marks[name]).map((name) => `is-${name}`)].join(" ");
}

/** A message that has just come or changed flashes; two names, so that a second change flashes anew. */
function freshness({ came }) {
  if (!came || performance.now() - came.at > 1500) return "";
  return `is-${came.how} ${came.turn % 2 ? "is-odd" : "is-even"}`;
}

const author = ({ from }) => html`<p class="m-author ${colourOf(from.id)}"><bdi>${plain(from.name)}</bdi></p>`;

function pieces(app, at) {
  if (at.messages[0].album) return album(app, at);
  return [media(app, at, at.message), contact(app, at.message)];
}

/** The text with the time in its last line; where there is no text the time stands alone. */
function words(app, at) {
  const end = stamp(app, at);
  if (!at.message.text) return end;
  return html`<div class="m-text" dir="auto">${formatted(app, at)}${end}</div>`;
}
