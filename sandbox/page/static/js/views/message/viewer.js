/** A photo at its full size, above everything; the arrows go through an album. */

import { fileUrl } from "../../api.js";
import { update } from "../../app.js";
import { html, nothing, ref } from "../../html.js";

/** Look at a photo of a message; `at` is where it stands. */
export function openViewer(app, { phone }, message) {
  update(app, () => (app.open.viewer = { phone, key: message.media.key, id: message.id }));
}

const close = (app) => update(app, () => (app.open.viewer = null));

/** The dialog, where one of these photos is being looked at in this phone. */
export function viewer(app, { phone }, photos) {
  const open = app.open.viewer;
  const index = open?.phone === phone ? photos.findIndex((one) => one.id === open.id) : -1;
  return index < 0 ? nothing : dialog(app, photos, index, phone);
}

function dialog(app, photos, index, phone) {
  const message = photos[index];
  const to = (step) => photos[index + step] && openViewer(app, { phone }, photos[index + step]);
  const keys = (event) => to({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0);
  return html`<dialog class="m-viewer" aria-label=${app.t("message.photo")} ${ref(shown)} @close=${() => close(app)}
    @keydown=${keys} @click=${outside}>
    <img src=${fileUrl(message.media.key)} alt=${message.text || app.t("message.photo")}>
    <div class="m-tools">
      ${photos.length > 1 ? steps(app, to, index, photos.length) : nothing}
      <button type="button" autofocus @click=${hide}>${app.t("message.close")}</button>
    </div>
  </dialog>`;
}

const steps = (app, to, index, count) => html`
  <button type="button" aria-label=${app.t("message.before")} @click=${() => to(-1)}>←</button>
  <span>${index + 1} / ${count}</span>
  <button type="button" aria-label=${app.t("message.after")} @click=${() => to(1)}>→</button>
`;

/** Show a dialog once it stands in the page. */
function shown(element) {
  if (element) queueMicrotask(() => element.isConnected && !element.open && element.showModal());
}

const hide = (event) => event.target.closest("dialog").close();

function outside(event) {
  if (event.target === event.currentTarget) event.target.close();
}
