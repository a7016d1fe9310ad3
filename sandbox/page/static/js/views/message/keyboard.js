/** The inline buttons of a message, in its rows, as wide as its bubble. */

import { html, nothing } from "../../html.js";
import { copy, openLink } from "../../acts/links.js";
import { tap, waits } from "../../acts/taps.js";
import { note } from "../../app.js";
import { address } from "./links.js";
import { plain } from "./names.js";

/** About so many pixels are in a row of buttons in a narrow phone, in a letter, and around a label. */
const ROW = 250;
const LETTER = 8;
const AROUND = 17;

const STYLES = new Set(["primary", "success", "danger"]);

/** The buttons below a message. Lit keeps each at its place, so that an edit takes the focus from none that stays. */
export function keyboard(app, at) {
  const { buttons } = at.message;
  if (buttons.length === 0) return nothing;
  return html`<div class="m-keyboard" role="group" aria-label=${app.t("message.buttons")}>
    ${buttons.map((line) => html`<div class="m-keys ${fits(line) ? "is-fit" : ""}">
      ${line.map((one) => key(app, at, one))}
    </div>`)}
  </div>`;
}

/** Whether the labels of a row need no second line: then each button is as wide as its label asks. */
const fits = (line) => line.reduce((sum, one) => sum + one.text.length * LETTER + AROUND, 0) <= ROW;

function key(app, at, button) {
  const waiting = "callback_data" in button && waits(at.phone, at.message, button);
  const style = STYLES.has(button.style) ? `m-${button.style}` : "";
  const label = plain(button.text);
  const state = waiting ? "true" : nothing;
  return html`<button type="button" class="m-key ${style}" title=${titleOf(app, button, label)} aria-disabled=${state}
    aria-busy=${state} @click=${() => !waiting && press(app, at, button)}
  ><bdi>${label}</bdi>${signOf(button)}</button>`;
}

/** What a button tells when it is pointed at: where it leads, else its whole label. */
const titleOf = (app, button, label) =>
  button.url ? plain(button.url) : button.copy_text ? app.t("message.copy") : label;

function signOf(button) {
  if (button.copy_text) return html`<span class="m-sign m-copies" aria-hidden="true"></span>`;
  return button.url || button.login_url ? html`<span class="m-sign" aria-hidden="true">↗</span>` : nothing;
}

function press(app, { phone, chat, message }, button) {
  if ("callback_data" in button) return tap(app, phone, chat, message, button);
  if (button.copy_text) return copy(app, button.copy_text.text);
  const to = address(button.url ?? button.login_url?.url);
  return to ? openLink(app, phone, to) : note(app, app.t("message.unknown_button"));
}
