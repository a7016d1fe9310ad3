/** What is in the chats: made of a scene, and of each change after it. Nothing here performs anything. */

/** Return the world of a scene: chats by key, people and bots by id, messages of a chat by number in their order. */
export function fromScene(scene) {
  return {
    name: scene.world,
    last: scene.last,
    bots: new Map(scene.bots.map((bot) => [bot.id, bot])),
    people: new Map(scene.people.map((person) => [person.id, person])),
    chats: new Map(scene.chats.map((chat) => [chat.key, fromChat(chat)])),
  };
}

/** Return a chat as the page keeps it. `acting` tells who types there, and till when (milliseconds). */
export function fromChat(chat) {
  const messages = new Map(chat.messages.map((message) => [message.id, message]));
  return { ...chat, private: chat.type === "private", messages, acting: null };
}

/** Whether a change asks for the chat, or for the whole scene, to be fetched anew. */
export function stale(world, change) {
  if (change.kind === "restored") return "scene";
  if (change.kind === "menu") return "scene";
  if (change.kind === "chat" || (change.chat && !world.chats.has(change.chat))) return "chat";
  return null;
}

/** Take a change of a message, a reaction or an action into the world. */
export function apply(world, change, now) {
  const chat = world.chats.get(change.chat);
  world.last = change.number;
  if (!chat) return;
  if (change.kind === "message" || change.kind === "edit") {
    chat.messages.set(change.message.id, change.message);
    chat.acting = null;
  }
  if (change.kind === "reaction") chat.messages.set(change.message.id, change.message);
  if (change.kind === "delete") chat.messages.delete(change.message.id);
  if (change.kind === "action") chat.acting = { bot: change.bot, action: change.action, till: now + 5000 };
}

/** The chats that a person has: with each bot, then the groups, the newest first. */
export function chatsOf(world, person) {
  const mine = [...world.chats.values()].filter((chat) =>
    chat.private ? chat.person === person : chat.members.includes(person),
  );
  return mine.sort((one, other) => lastDate(other) - lastDate(one));
}

/** The newest message of a chat, if there is any. */
export const newest = (chat) => [...chat.messages.values()].at(-1);

const lastDate = (chat) => newest(chat)?.date ?? 0;

/** How the chat is named in a request by this person. */
export const placeOf = (chat, person) =>
  chat.private ? { user: person, bot: chat.bot } : { user: person, chat: chat.id };

/** What the chat is called for people. */
export const titleOf = (world, chat) => (chat.private ? world.bots.get(chat.bot)?.first_name : chat.title) ?? "";
