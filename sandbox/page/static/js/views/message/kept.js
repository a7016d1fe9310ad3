/** What a reader has opened in messages: spoilers, long quotes. It lives in `app.open.message` until a reload. */

import { update } from "../../app.js";

const nameOf = (app, { phone, chat, message }, what) =>
  `${app.phones.indexOf(phone)}/${chat.key}/${message.id}/${what}`;

/** Whether something in a message is open in this phone. */
export const isOpen = (app, at, what) => app.open.message?.has(nameOf(app, at, what)) ?? false;

/** Open it, or close it again. */
export function turn(app, at, what) {
  update(app, () => {
    const opened = new Set(app.open.message);
    const name = nameOf(app, at, what);
    if (!opened.delete(name)) opened.add(name);
    app.open.message = opened;
  });
}
