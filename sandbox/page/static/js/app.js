/** The page's whole state, and the one way to change it: `update`, after which all is drawn anew. */

import { drive, listen, Refusal, stage } from "./api.js";
import { remember, remembered } from "./memory.js";
import { load, speaker } from "./words.js";
import { apply, fromChat, fromScene, stale } from "./world.js";
import { feeding } from "./acts/feed.js";
import { moved, seated } from "./acts/phones.js";
import { answered } from "./acts/taps.js";
import { seen, watching } from "./acts/unread.js";

/** What a bot said it does is told for so long, in milliseconds, unless it says so again. */
const ACTING = 5_050;

/** The stage is asked how it stands so long after it has changed, and after anything in the chats has: milliseconds. */
const SOON = 150;
const LATER = 800;

/** Begin: fetch the words, the scene and the stage, and listen. `draw(app)` is called after every change. */
export async function begin(draw) {
  const memory = remembered();
  const app = {
    memory,
    t: speaker(await load(memory.language)),
    world: fromScene({ world: "", last: 0, bots: [], people: [], chats: [] }),
    /** What the stage says of itself, or null where there is none. */
    stage: null,
    /** Four phones: who holds each, which chat is open in it, and what is being written there. See acts/phones.js. */
    phones: [],
    /** The phone that is shown on a narrow screen. */
    front: 0,
    /** Which drawers are open, and what their views keep: each view has a key of its own here. */
    open: {},
    /** The citizens' posts of this procedure in this language, see acts/feed.js. */
    feed: null,
    online: true,
    /** Words of the page to its reader: `{id, text, kind}`; kind is "info" or "error". */
    notes: [],
    draw: () => draw(app),
  };
  await refreshed(app);
  connect(app);
  watching(app);
  return app;
}

/** Change the state by a function and draw it. What is remembered is kept. */
export function update(app, change = () => {}) {
  change(app);
  seen(app);
  remember(app.memory);
  app.draw();
}

/** Do something that may be refused; a refusal becomes a note to the reader. Returns the result, or undefined. */
export async function attempt(app, deed) {
  try {
    return await deed();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    note(app, app.t(`refusals.${refusal.code}`, refusal.more), "error");
    return undefined;
  } finally {
    update(app);
  }
}

/** Tell the reader something for a while. */
export function note(app, text, kind = "info") {
  const one = { id: Symbol("note"), text, kind };
  update(app, () => app.notes.push(one));
  setTimeout(() => update(app, () => (app.notes = app.notes.filter((other) => other !== one))), 6000);
}

/** Ask the stage how it stands. */
export async function lookAtStage(app) {
  const found = await stage("state", { lang: app.memory.language });
  app.stage = found.procedures ? { ...found, seen: performance.now() } : null;
  if (app.stage) await feeding(app);
}

/** Change the language of the page. */
export async function speak(app, language) {
  app.t = speaker(await load(language));
  app.memory.language = language;
  await lookAtStage(app);
  update(app);
}

async function refreshed(app) {
  await attempt(app, async () => {
    app.world = fromScene(await drive("scene"));
    await lookAtStage(app);
    seated(app);
  });
}

async function lookAtChat(app, key) {
  const { chat } = await drive("look", { key });
  if (chat) app.world.chats.set(key, fromChat(chat));
  else app.world.chats.delete(key);
}

function connect(app) {
  let chain = Promise.resolve();
  const queued = (work) => (chain = chain.then(() => attempt(app, work)));
  const look = looking(app, queued);
  listen(app.world.last, {
    hello: ({ world }) => {
      if (world !== app.world.name) queued(() => refreshed(app));
    },
    change: (change) => {
      if (change.kind === "stage") return look(SOON);
      if (app.stage) look(LATER);
      return queued(() => taken(app, change));
    },
    online: (online) => update(app, () => (app.online = online)),
  });
}

/** Return `look(pause)`: after a pause the stage is asked how it stands, and again as long as something is on its way. */
function looking(app, queued) {
  let timer = null;
  let due = Infinity;
  const look = (pause) => {
    const at = performance.now() + pause;
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Infinity;
      queued(() => lookAtStage(app).then(() => waits(app.stage) && look(LATER)));
    }, pause);
  };
  return look;
}

/** Whether the bot has something to do: nobody tells the page when it is done. */
const waits = (stage) => stage?.line && stage.line.inbox + stage.line.waiting + stage.line.outbox > stage.line.held;

async function taken(app, change) {
  if (change.number <= app.world.last) return;
  const need = stale(app.world, change);
  if (need === "scene") return refreshed(app);
  if (need === "chat") await lookAtChat(app, change.chat);
  apply(app.world, change, performance.now());
  if (change.migrated_to) moved(app, change.chat, String(change.migrated_to));
  if (change.kind === "action") setTimeout(() => update(app), ACTING);
  if (change.kind === "answer") answered(app, change);
}
