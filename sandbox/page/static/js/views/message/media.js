/** What a message carries besides words. Only what a browser shows harmlessly is shown, all else is downloaded. */

import { fileUrl } from "../../api.js";
import { html, nothing } from "../../html.js";
import { plain } from "./names.js";
import { sizeOf } from "./sizes.js";
import { openViewer } from "./viewer.js";

/** The media of one message, or nothing. */
export function media(app, at, message) {
  if (!message.media) return nothing;
  const draw = DRAWN[message.media.kind] ?? file;
  return draw({ app, at, message, piece: message.media, url: fileUrl(message.media.key) });
}

/** What is said for a picture to those who do not see it. */
const spokenFor = (app, message) => message.text || app.t(`message.${message.media.kind}`);

const DRAWN = {
  photo,
  video: (one) => film(one, ""),
  animation: (one) => film(one, ""),
  video_note: (one) => film(one, "m-round"),
  audio: sound,
  voice: sound,
  sticker,
  document: file,
};

function photo({ app, at, message, url }) {
  const open = () => openViewer(app, at, message);
  const title = app.t("message.enlarge");
  return html`<button type="button" class="m-photo" data-piece=${message.id} title=${title} @click=${open}>
    ${picture(url, spokenFor(app, message), app)}
  </button>`;
}

/** A picture; where it cannot be shown a quiet place is kept for it. */
const picture = (url, words, app) => html`<img src=${url} alt=${words} loading="lazy" decoding="async"
  data-absent=${app.t("message.absent")} @error=${absent} @load=${present}>`;

const absent = ({ target }) => target.parentElement.setAttribute("data-absent", target.dataset.absent);
const present = ({ target }) => target.parentElement.removeAttribute("data-absent");

const film = ({ app, message, piece, url }, shape) => html`<div class="m-film ${shape}" data-piece=${message.id}>
  <video src=${url} controls preload="none" playsinline ?loop=${piece.kind === "animation"}
    aria-label=${spokenFor(app, message)}></video>
</div>`;

function sound({ app, message, piece, url }) {
  return html`<div class="m-sound" data-piece=${message.id}>
    ${piece.name && piece.kind === "audio" ? html`<bdi class="m-name">${plain(piece.name)}</bdi>` : nothing}
    <audio src=${url} controls preload="none" aria-label=${app.t(`message.${piece.kind}`)}></audio>
  </div>`;
}

function sticker({ app, message, url }) {
  return html`<div class="m-sticker" data-piece=${message.id}>${picture(url, app.t("message.sticker"), app)}</div>`;
}

function file({ app, message, piece, url }) {
  const name = plain(piece.name) || app.t("message.document");
  return html`<a class="m-file" data-piece=${message.id} href=${url} download=${name} title=${name}
    aria-label=${app.t("message.download", { name })}>
    <span class="m-kind" aria-hidden="true">${endingOf(name)}</span>
    <span class="m-about"><bdi class="m-name">${name}</bdi>
      <span class="m-size">${sizeOf(app.memory.language, piece.size)}</span></span>
  </a>`;
}

/** The ending of a file's name, for its icon. */
function endingOf(name) {
  const found = /\.([\p{L}\p{N}]{1,4})$/u.exec(name);
  return found ? found[1].toLowerCase() : "…";
}
