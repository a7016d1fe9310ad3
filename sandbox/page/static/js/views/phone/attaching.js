/** Ways to attach a file: a button, a paste, a drop. */

import { attach } from "../../acts/files.js";
import { html } from "../../html.js";
import { chatAt } from "../../world.js";

/** The button; behind it is the browser's own choice of files. */
export const chooser = (app, phone) => html`
  <label class="icon attach" title=${app.t("phone.attach")}>
    <input type="file" multiple class="unseen" aria-label=${app.t("phone.attach")}
      @change=${(event) => chosen(app, phone, event)}>
    <span aria-hidden="true">📎</span>
  </label>
`;

function chosen(app, phone, event) {
  attach(app, phone, event.target.files);
  event.target.value = "";
}

/** Pasted files are attached; pasted words are left to the browser. */
export function pasted(app, phone, event) {
  if (!event.clipboardData.files.length || phone.edit) return;
  event.preventDefault();
  attach(app, phone, event.clipboardData.files);
}

const carries = (event) => event.dataTransfer.types.includes("Files");

/** Say that files may be dropped here. */
export function dragged(phone, event) {
  if (!carries(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = phone.chat && !phone.edit ? "copy" : "none";
}

/** Attach what was dropped, where something is open to be written to. */
export function dropped(app, phone, event) {
  if (!carries(event)) return;
  event.preventDefault();
  const chat = phone.chat && chatAt(app.world, phone.chat);
  if (chat && !chat.blocked && !phone.edit && !(chat.is_forum && phone.thread === null)) {
    attach(app, phone, event.dataTransfer.files);
  }
}
