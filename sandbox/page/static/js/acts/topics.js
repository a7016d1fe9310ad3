/** Topics of a forum. The general one is 1, as in Telegram; its messages name no topic. */

export const GENERAL = 1;

/** The messages of a chat, or of one of its topics, in their order. */
export function messagesIn(chat, thread) {
  const every = [...chat.messages.values()];
  return chat.is_forum && thread !== null ? every.filter((one) => (one.thread ?? GENERAL) === thread) : every;
}

/** A chat with the messages of one topic alone. */
export function narrowed(chat, thread) {
  if (!chat.is_forum || thread === null) return chat;
  return { ...chat, messages: new Map(messagesIn(chat, thread).map((one) => [one.id, one])) };
}

/** Whether nobody but administrators may write there. */
export const closed = (chat, thread) => (chat.closed_topics ?? []).includes(thread);

/** What the open topic is called; undefined where none is open. */
export function topicOf(app, chat, thread) {
  if (!chat.is_forum || thread === null) return undefined;
  if (thread === GENERAL) return app.t("phone.general");
  return chat.topics.find((one) => one.id === thread)?.name;
}
