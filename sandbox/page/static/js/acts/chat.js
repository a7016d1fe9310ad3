/** What a person does in the open chat: writes, replies, edits, deletes. See files.js for what is attached. */

import { drive } from "../api.js";
import { attempt, update } from "../app.js";
import { chatAt, placeOf } from "../world.js";
import { replyIn } from "./asked.js";
import { sendFiles } from "./files.js";
import { focusIn } from "./focus.js";
import { place } from "./phones.js";
import { follow } from "./scroll.js";
import { GENERAL, messagesIn } from "./topics.js";

/** The chat that is open in a phone, if any is. */
export const chatIn = (app, phone) => chatAt(app.world, phone.chat);

/** How a request names the open chat and its topic. */
export function hereIn(app, phone) {
  const thread = phone.thread > GENERAL ? { thread: phone.thread } : {};
  return { ...placeOf(chatIn(app, phone), phone.person), ...thread };
}

/** The same with what is replied to, if anything is. */
export function repliesIn(app, phone) {
  const reply = replyIn(app, phone, chatIn(app, phone));
  return reply ? { ...hereIn(app, phone), reply_to: reply.id } : hereIn(app, phone);
}

export { sendFiles };

/** Send a text, as a reply where one is begun. Returns whether the sandbox took it. */
export async function sendText(app, phone, text) {
  const sent = await attempt(app, () => drive("send", { ...repliesIn(app, phone), text }));
  if (sent) gone(app, phone);
  return Boolean(sent);
}

/** What was begun is done: the reply is sent, the newest is shown. */
export function gone(app, phone) {
  update(app, () => Object.assign(phone, { reply: null, mark: null }));
  follow(phone);
}

/** Send what is written and attached, or take the edit into its message. What is refused stays in the composer. */
export async function submit(app, phone) {
  const text = phone.text.trim();
  const attached = phone.files.length > 0 && !phone.edit;
  if (phone.busy || !(text || attached)) return;
  const work = phone.edit ? edited : attached ? sendFiles : written;
  await busy(app, phone, () => work(app, phone, text));
}

async function written(app, phone, text) {
  const there = place(phone);
  if (await sendText(app, phone, text)) wiped(app, phone, there, text);
}

/** Let nothing else be sent from a phone meanwhile. */
export async function busy(app, phone, work) {
  update(app, () => (phone.busy = true));
  try {
    await work();
  } finally {
    update(app, () => (phone.busy = false));
  }
}

/** Empty the composer of what was sent. What was added meanwhile stays, also what waits in another chat. */
export function wiped(app, phone, there, sent) {
  update(app, () => {
    const draft = place(phone) === there ? phone : phone.drafts.get(there);
    const text = draft.text.trimStart();
    draft.text = text.startsWith(sent) ? text.slice(sent.length).trimStart() : draft.text;
  });
}

async function edited(app, phone, text) {
  const done = await attempt(app, () => drive("edit", { ...hereIn(app, phone), message: phone.edit, text }));
  if (done) update(app, () => Object.assign(phone, { edit: null, text: phone.kept }));
}

/** Begin a reply to a message. */
export function startReply(app, phone, message) {
  update(app, () => Object.assign(phone, { reply: message.id, edit: null }));
  focusIn(app, phone);
}

/** Begin to edit one's own message. */
export function startEdit(app, phone, message) {
  update(app, () => {
    if (!phone.edit) phone.kept = phone.text;
    Object.assign(phone, { edit: message.id, reply: null, text: message.text });
  });
  focusIn(app, phone);
}

/** Begin to edit the last message that the person wrote here, where there is one that can be edited. */
export function editLast(app, phone) {
  const own = messagesIn(chatIn(app, phone), phone.thread).filter((one) => editable(phone, one));
  if (own.length) startEdit(app, phone, own.at(-1));
  return own.length > 0;
}

/** Whether a message can be edited in this phone: one's own, no forward, with words. */
const editable = (phone, message) => message.from.id === phone.person && !message.forward && message.text !== "";

/** Leave the edit or the reply; a question that the bot asked is waved off. */
export function leave(app, phone) {
  const reply = replyIn(app, phone, chatIn(app, phone));
  update(app, () => {
    if (phone.edit) phone.text = phone.kept;
    if (!phone.edit && reply && !phone.reply) phone.dismissed.add(reply.id);
    Object.assign(phone, { reply: null, edit: null });
  });
  focusIn(app, phone);
}

/** Delete a message for everybody. */
export const remove = (app, phone, message) =>
  attempt(app, () => drive("delete", { ...hereIn(app, phone), message: message.id }));
