/** Who holds which phone, and what is open in it. */

import { update } from "../app.js";
import { chatAt, chatsOf } from "../world.js";

const PHONES = 4;

/** Give the phones to people: as this browser had them in this world, else as the stage proposes, else in order. */
export function seated(app) {
  const proposed = app.stage?.seats ?? [...app.world.people.keys()].map((person) => ({ person }));
  const kept = app.memory.phones[app.world.name] ?? [];
  app.phones = Array.from({ length: PHONES }, (_, index) => {
    const seat = [kept[index], proposed[index]].find((one) => one && app.world.people.has(one.person));
    const before = app.phones[index];
    return stands(app, before, seat) ? before : blank(app, seat);
  });
}

/** Whether a phone goes on as it is: in the same world, in the same hand, its chat still there. */
function stands(app, before, seat) {
  if (before?.world !== app.world.name || before.person !== seat?.person) return false;
  return !before.chat || chatAt(app.world, before.chat) !== undefined;
}

/** A phone in a person's hand.
 *
 * - `chat` is the key of the open chat, null for the list of chats; `thread` the open topic of a forum (1 is the general
 *   one), null for the list of its topics;
 * - `reply` and `edit` are numbers of messages; `dismissed` are questions that were waved off;
 * - `text` is what is written, `kept` what was written before an edit, `drafts` what was left unsent in other places;
 *   `files` are told of in files.js; `busy` while something is being sent;
 * - `waiting` tells at which button each tap waits, `early` which answers came before their time, see taps.js;
 * - `above` is the newest message when the reader scrolled up, `mark` the last one read before, see unread.js;
 * - `menu` names the menu that is open; `picked` and `hushed` are about the hints for a command.
 */
function blank(app, seat) {
  const person = seat?.person ?? null;
  const mine = person === null ? [] : chatsOf(app.world, person);
  const chat = seat?.chat === undefined ? mine.find((one) => one.private)?.key : seat.chat;
  return {
    world: app.world.name, person, chat: chat && chatAt(app.world, chat) ? chat : null, thread: seat?.thread ?? null,
    reply: null, edit: null, text: "", kept: "", files: [], busy: false, drafts: new Map(), dismissed: new Set(),
    toast: null, alert: null, waiting: new Map(), early: new Map(),
    picked: 0, hushed: null, watched: null, mark: null, above: null, menu: null,
  };
}

/** Put a phone into another hand, or open another chat in it. */
export function take(app, index, seat) {
  update(app, () => {
    const before = app.phones[index];
    stash(before);
    app.phones[index] = unstashed({ ...blank(app, seat), drafts: before.drafts });
    keep(app);
  });
}

/** Open a chat in a phone, or the list of chats with null; a draft waits where it was written. */
export function openChat(app, phone, chat, thread = null) {
  update(app, () => {
    stash(phone);
    unstashed(Object.assign(phone, { chat, thread, reply: null, edit: null, menu: null }));
    keep(app);
  });
}

/** A group became another one: whoever has it open has the new one open. */
export function moved(app, from, to) {
  app.world.chats.delete(from);
  for (const phone of app.phones.filter((one) => one.chat === from)) {
    Object.assign(phone, { chat: to, reply: null, edit: null, text: phone.edit ? phone.kept : phone.text });
  }
  keep(app);
}

function stash(phone) {
  phone.drafts.set(place(phone), { text: phone.edit ? phone.kept : phone.text, files: phone.files });
}

const unstashed = (phone) => Object.assign(phone, phone.drafts.get(place(phone)) ?? { text: "", files: [] });

/** Where what is written in a phone belongs. */
export const place = ({ person, chat, thread }) => `${person}/${chat}/${thread}`;

function keep(app) {
  const seats = app.phones.map(({ person, chat, thread }) => ({ person, chat, thread }));
  app.memory.phones = { [app.world.name]: seats };
}
