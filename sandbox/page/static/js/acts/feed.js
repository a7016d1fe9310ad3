/** The citizens' posts: fetched once for a procedure and a language, and forwarded to the bot. */

import { Refusal, stage } from "../api.js";
import { note, update } from "../app.js";
import { chatsOf } from "../world.js";
import { folded, wide } from "./drawers.js";
import { openChat } from "./phones.js";
import { ask } from "./stage.js";

/** Fetch the posts where those of another procedure or language are here. */
export async function feeding(app) {
  const key = `${app.stage.procedure}/${app.memory.language}`;
  if (app.feed?.key === key) return;
  const sent = app.feed?.procedure === app.stage.procedure ? app.feed.sent : {};
  const feed = { key, procedure: app.stage.procedure, posts: [], sent, full: new Set(), failed: null };
  app.feed = feed;
  try {
    feed.posts = (await stage("posts", { lang: app.memory.language })).posts;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    feed.failed = refusal;
  }
}

/** Try to fetch the posts again. */
export async function again(app) {
  app.feed = null;
  await feeding(app);
  update(app);
}

/** Who forwards: whoever was chosen of this office, else whom the stage proposes, else the first. */
export function forwarder(app) {
  const { people, intake } = app.stage;
  const wanted = [app.open.forwarder, intake?.person, people[0]?.id];
  return wanted.find((id) => people.some((one) => one.id === id));
}

/** Send a post to the bot; `how` is forward, link or screenshot. The phone of whoever did it comes to the front. */
export async function forward(app, post, how = "forward") {
  const person = forwarder(app);
  const body = app.stage.intake?.platform ? { post: post.key } : { post: post.key, person, how };
  const done = await ask(app, "forward", body);
  if (!done) return;
  if (app.feed) app.feed.sent[post.key] = (app.feed.sent[post.key] ?? 0) + 1;
  if (!app.stage.intake?.platform) inFront(app, person);
  if (!wide()) app.open.feed = false;
  folded();
  update(app);
}

function inFront(app, person) {
  const bot = chatsOf(app.world, person).find((chat) => chat.private)?.key;
  const held = app.phones.flatMap((one, index) => (one.person === person ? [index] : []));
  const index = held.find((one) => app.phones[one].chat === bot) ?? held[0];
  if (index === undefined) return note(app, app.t("feed.no_phone", { name: nameOf(app, person) }));
  app.front = index;
  if (bot && app.phones[index].chat !== bot) openChat(app, app.phones[index], bot);
}

const nameOf = (app, person) => app.world.people.get(person)?.first_name ?? "";
