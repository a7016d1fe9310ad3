/** What a bot answers to a tap: a passing word at the bottom of the phone, or an alert that wants to be put away. */

import { dismiss } from "../../acts/taps.js";
import { html, nothing, ref } from "../../html.js";

export const toasted = (phone) => html`
  <div class="toasts" role="status">${phone.toast ? html`<p class="toast">${phone.toast.text}</p>` : nothing}</div>
`;

export const alerted = (app, phone) => html`
  <div class="veil" @click=${(event) => event.target === event.currentTarget && dismiss(app, phone)}>
    <div class="alert" role="alertdialog" aria-modal="true" aria-label=${app.t("phone.alert")}
      aria-describedby=${idIn(app, phone)} @keydown=${(event) => keyed(app, phone, event)}>
      <p id=${idIn(app, phone)}>${phone.alert}</p>
      <button type="button" class="main" ${ref(entered)} @click=${() => dismiss(app, phone)}>
        ${app.t("phone.ok")}
      </button>
    </div>
  </div>
`;

const idIn = (app, phone) => `alert-${app.phones.indexOf(phone)}`;

/** The only button has the focus, and keeps it. */
function keyed(app, phone, event) {
  if (event.key === "Escape") dismiss(app, phone);
  if (event.key === "Tab") event.preventDefault();
}

function entered(button) {
  if (button) queueMicrotask(() => button.focus());
}
