/** A contact that somebody has shared. */

import { html, nothing } from "../../html.js";
import { copy } from "../../acts/links.js";
import { personName, plain } from "./names.js";

/** The card of a contact, or nothing. */
export function contact(app, message) {
  const shared = message.service.contact;
  if (!shared) return nothing;
  const phone = plain(shared.phone_number);
  return html`<div class="m-contact">
    <span class="m-face" aria-hidden="true">${[...personName(shared)][0] ?? "?"}</span>
    <span class="m-about"><bdi class="m-name">${personName(shared)}</bdi>
      <button type="button" class="m-plain" title=${app.t("message.copy")} @click=${() => copy(app, phone)}
      >${phone}</button></span>
  </div>`;
}
