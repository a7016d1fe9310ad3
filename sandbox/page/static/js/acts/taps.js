/** Taps on inline buttons, and the answers to them. */

import { drive } from "../api.js";
import { attempt, update } from "../app.js";
import { placeOf } from "../world.js";

/** Tap a button of a message in a phone. The button waits until the bot has answered. */
export async function tap(app, phone, chat, message, button) {
  const body = { ...placeOf(chat, phone.person), message: message.id, button: button.callback_data };
  const found = await attempt(app, () => drive("tap", body));
  if (found) phone.waiting.add(found.callback);
}

/** Show the answer to a tap in every phone of the person who tapped. */
export function answered(app, change) {
  for (const phone of app.phones.filter((one) => one.person === change.user)) {
    phone.waiting.delete(change.callback);
    if (!change.text) continue;
    if (change.alert) phone.alert = change.text;
    else toast(app, phone, change.text);
  }
}

function toast(app, phone, text) {
  const shown = { text };
  phone.toast = shown;
  setTimeout(() => update(app, () => (phone.toast = phone.toast === shown ? null : phone.toast)), 5000);
}
