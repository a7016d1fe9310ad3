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

/** Return a chat as the page keeps it: `acting` tells who types there, and till when (milliseconds); `revision` grows with
 * every change of its messages. */
export function fromChat(chat) {
  const messages = new Map(chat.messages.map((message) => [message.id, message]));
  return { ...chat, private: chat.type === "private", messages, acting: null, revision: 0 };
}

/** Whether a change asks for the chat, or for the whole scene, to be fetched anew. */
export function stale(world, change) {
  if (change.kind === "restored") return "scene";
  if (change.kind === "menu") return "scene";
  if (change.kind === "chat" || (change.chat && !world.chats.has(change.chat))) return "chat";
  return aboutTopics(change.message) ? "chat" : null;
}

const aboutTopics = (message) => Object.keys(message?.service ?? {}).some((name) => name.startsWith("forum_topic_"));

/** Take a change of a message, a reaction or an action into the world. */
export function apply(world, change, now) {
  const chat = world.chats.get(change.chat);
  world.last = change.number;
  if (!chat) return;
  chat.revision += 1;
  if (change.kind === "message" || change.kind === "edit") {
    put(chat, { ...change.message, came: came(chat, change, now) });
    if (change.message.from.id === chat.acting?.bot) chat.acting = null;
    if (change.message.service.pinned_message) pin(chat, change.message.service.pinned_message);
  }
  if (change.kind === "reaction") put(chat, change.message);
  if (change.kind === "delete") chat.messages.delete(change.message.id);
  if (change.kind === "action") chat.acting = { bot: change.bot, action: change.action, till: now + 5000 };
}

/** So many of the newest messages of a chat are kept, as the scene does; a few more may come before it is cut. */
const MOST = 400;
const SPARE = 100;

/** Put a message in its place. What is older than the first that is known here is none of the page's. */
function put(chat, message) {
  const { messages } = chat;
  const last = newest(chat)?.id ?? 0;
  const unknown = !messages.has(message.id);
  if (unknown && message.id < messages.keys().next().value) return;
  messages.set(message.id, message);
  if (unknown && message.id < last) chat.messages = sorted(messages);
  if (messages.size > MOST + SPARE) chat.messages = new Map([...messages].slice(-MOST));
}

const sorted = (messages) => new Map([...messages].sort(([one], [other]) => one - other));

const pin = (chat, id) => (chat.pinned = [...chat.pinned.filter((one) => one !== id), id]);

/** When a message arrived or changed before one's eyes, and how often: its view shows that for a moment. */
const came = (chat, { kind, message }, at) =>
  ({ how: kind === "edit" ? "changed" : "arrived", at, turn: (chat.messages.get(message.id)?.came?.turn ?? 0) + 1 });

/** The chats that a person has, the newest first: with every bot, also one never opened, and the groups. */
export function chatsOf(world, person) {
  const own = [...world.bots.keys()].map((bot) => chatAt(world, `${person}:${bot}`));
  const groups = [...world.chats.values()].filter((chat) => !chat.private && chat.members.includes(person));
  return [...own, ...groups].sort((one, other) => lastDate(other) - lastDate(one));
}

/** The chat with this key. A person's chat with a bot that was never opened is an empty one; any other is undefined. */
export function chatAt(world, key) {
  const [person, bot] = String(key).split(":").map(Number);
  const never = () => world.people.has(person) && world.bots.has(bot) && unopened(key, person, bot);
  return world.chats.get(key) ?? (never() || undefined);
}

const unopened = (key, person, bot) =>
  fromChat({ key, id: person, type: "private", person, bot, members: [person], topics: [], messages: [], menus: {} });

/** The newest message of a chat, if there is any. */
export const newest = (chat) => [...chat.messages.values()].at(-1);

const lastDate = (chat) => newest(chat)?.date ?? 0;

/** How the chat is named in a request by this person. */
export const placeOf = (chat, person) =>
  chat.private ? { user: person, bot: chat.bot } : { user: person, chat: chat.id };

/** What the chat is called for people. */
export const titleOf = (world, chat) => (chat.private ? world.bots.get(chat.bot)?.first_name : chat.title) ?? "";
