/** Who holds which phone. A phone: `{person, chat, reply, text, files, toast, alert, waiting}`. */

import { chatsOf } from "../world.js";

export const PHONES = 4;

/** Give the phones to people: as this browser had them in this world, else as the stage proposes, else in order. */
export function seated(app) {
  const proposed = app.stage?.seats ?? [...app.world.people.keys()].map((person) => ({ person }));
  const kept = app.memory.phones[app.world.name] ?? [];
  app.phones = Array.from({ length: PHONES }, (_, index) => {
    const seat = [kept[index], proposed[index]].find((one) => one && app.world.people.has(one.person));
    const before = app.phones[index];
    return before && before.person === seat?.person ? before : blank(app, seat);
  });
}

/** A phone in a person's hand; `chat` is the key of the open chat, the list of chats where there is none. */
export function blank(app, seat) {
  const person = seat?.person ?? null;
  const mine = person === null ? [] : chatsOf(app.world, person);
  const chat = seat?.chat ?? mine.find((one) => one.private)?.key ?? null;
  return { person, chat, reply: null, text: "", files: [], toast: null, alert: null, waiting: new Set() };
}

/** Put a phone into another hand, or open another chat in it. */
export function take(app, index, seat) {
  app.phones[index] = blank(app, seat);
  app.memory.phones = { [app.world.name]: app.phones.map(({ person, chat }) => ({ person, chat })) };
}
