/** The page's whole state, and the one way to change it: `update`, after which all is drawn anew. */

import { Refusal, stage } from "./api.js";
import { followed, refreshed } from "./live.js";
import { remember, remembered } from "./memory.js";
import { load, speaker } from "./words.js";
import { fromScene } from "./world.js";
import { feeding } from "./acts/feed.js";
import { seen, watching } from "./acts/unread.js";

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
  followed(app);
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

/** Tell the reader something for a while; the same words stand there once. */
export function note(app, text, kind = "info") {
  const one = { id: Symbol("note"), text, kind };
  update(app, () => (app.notes = [...app.notes.filter((other) => other.text !== text), one]));
  setTimeout(() => update(app, () => (app.notes = app.notes.filter((other) => other !== one))), 6000);
}

/** Ask the stage how it stands; null where there is none. */
export async function stageNow(app) {
  const found = await stage("state", { lang: app.memory.language });
  return found.procedures ? { ...found, seen: performance.now() } : null;
}

/** Ask the stage how it stands, and keep it. */
export async function lookAtStage(app) {
  app.stage = await stageNow(app);
  if (app.stage) await feeding(app);
}

/** Change the language of the page. */
export async function speak(app, language) {
  app.t = speaker(await load(language));
  app.memory.language = language;
  await lookAtStage(app);
  update(app);
}
