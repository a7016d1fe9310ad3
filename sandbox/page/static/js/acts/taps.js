/** Taps on inline buttons, and the answers to them. */

import { drive, Refusal } from "../api.js";
import { attempt, update } from "../app.js";
import { placeOf } from "../world.js";

/** So long a button waits for its answer, in real milliseconds: the bot may be dead. */
const PATIENCE = 15_000;

/** So long a passing word is shown. */
const GLANCE = 5_000;

const nameOf = (message, button) => `${message.id}/${button.callback_data}`;

/** Whether a button waits for the bot's answer to a tap that was made in this phone. */
export const waits = (phone, message, button) => [...phone.waiting.values()].includes(nameOf(message, button));

/** Tap a button of a message in a phone. The button waits until the bot has answered. */
export async function tap(app, phone, chat, message, button) {
  if (waits(phone, message, button)) return;
  const sending = Symbol("a tap on its way");
  update(app, () => phone.waiting.set(sending, nameOf(message, button)));
  const body = { ...placeOf(chat, phone.person), message: message.id, button: button.callback_data };
  const found = await attempt(app, () => drive("tap", body).catch(refused));
  update(app, () => {
    phone.waiting.delete(sending);
    if (found) awaited(app, phone, found.callback, nameOf(message, button));
  });
}

/** A button that the sandbox does not know any more has changed under the finger. */
function refused(refusal) {
  throw refusal.code === "other" ? new Refusal("stale_tap") : refusal;
}

function awaited(app, phone, callback, name) {
  const early = phone.early.get(callback);
  phone.early.delete(callback);
  if (early) return told(app, phone, early);
  phone.waiting.set(callback, name);
  setTimeout(() => update(app, () => phone.waiting.delete(callback)), PATIENCE);
}

/** Take the answer to a tap: it is shown in the phone in which the tap was made, and nowhere else. */
export function answered(app, change) {
  for (const phone of app.phones.filter((one) => one.person === change.user)) {
    if (phone.waiting.delete(change.callback)) told(app, phone, change);
    else if (inFlight(phone)) phone.early.set(change.callback, change);
  }
}

/** An answer may overtake the reply that says to which tap it belongs. */
const inFlight = (phone) => [...phone.waiting.keys()].some((key) => typeof key === "symbol");

function told(app, phone, { text, alert }) {
  if (!text) return;
  if (alert) Object.assign(phone, { alert: text, before: document.activeElement });
  else toast(app, phone, text);
}

/** Show a passing word at the bottom of a phone. */
export function toast(app, phone, text) {
  const shown = { text };
  phone.toast = shown;
  setTimeout(() => update(app, () => (phone.toast = phone.toast === shown ? null : phone.toast)), GLANCE);
}

/** Put an alert away; the focus returns to where it was. */
export function dismiss(app, phone) {
  update(app, () => (phone.alert = null));
  requestAnimationFrame(() => phone.before?.focus());
}
