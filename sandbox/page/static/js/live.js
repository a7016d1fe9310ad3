/** What comes from the sandbox: the scene at first and in another show, each change after it. Nothing ends this. */

import { drive, listen, Refusal } from "./api.js";
import { lookAtStage, note, stageNow, update } from "./app.js";
import { begunAnew } from "./acts/anew.js";
import { feeding } from "./acts/feed.js";
import { moved, seated } from "./acts/phones.js";
import { answered } from "./acts/taps.js";
import { apply, fromChat, fromScene, stale } from "./world.js";

/** What a bot said it does is told for so long, in milliseconds, unless it says so again. */
const ACTING = 5_050;

/** The stage is asked how it stands so long after it has changed, and after anything in the chats has: milliseconds. */
const SOON = 150;
const LATER = 800;

/** What could not be fetched is fetched again after so long, each time after twice as long: milliseconds. */
const AGAIN = 1_000;
const LONGEST = 10_000;

/** Fetch everything anew, until that works: the page must not stay in a show that is over. */
export async function refreshed(app) {
  for (let pause = AGAIN; !(await fetched(app)); pause = Math.min(2 * pause, LONGEST)) {
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** Fetch everything; returns whether that went well. */
async function fetched(app) {
  try {
    const scene = await drive("scene");
    const stage = await stageNow(app);
    update(app, () => shown(app, scene, stage));
    if (app.stage) await feeding(app);
    update(app);
    return true;
  } catch (error) {
    told(app, error);
    return false;
  }
}

/** World, stage and phones change in one step: nothing may be drawn of which one half is of a former show. */
function shown(app, scene, stage) {
  const another = app.world.name !== scene.world;
  Object.assign(app, { world: fromScene(scene), stage });
  if (another) begunAnew(app);
  seated(app);
}

/** Say what went wrong. */
function told(app, error) {
  const refused = error instanceof Refusal;
  if (!refused) console.error(error);
  note(app, refused ? app.t(`refusals.${error.code}`, error.more) : app.t("refusals.broken"), "error");
}

async function lookAtChat(app, key) {
  const { chat } = await drive("look", { key });
  if (chat) app.world.chats.set(key, fromChat(chat));
  else app.world.chats.delete(key);
}

/** Follow all changes from now on. A hidden page lets go of its connection: a browser has six for a host. */
export function followed(app) {
  const queued = queue(app);
  const look = looking(app, queued);
  const heard = hearing(app, queued, look);
  let stop = listen(app.world.last, heard);
  document.addEventListener("visibilitychange", () => {
    stop();
    if (document.visibilityState === "hidden") return;
    stop = listen(app.world.last, heard);
    look(SOON);
  });
}

/** Return `queued(work)`: one after the other. Where something goes wrong, everything is fetched anew instead. */
function queue(app) {
  let chain = Promise.resolve();
  const mended = (error) => {
    told(app, error);
    return refreshed(app);
  };
  const done = async (work) => {
    await work();
    update(app);
  };
  return (work) => (chain = chain.then(() => done(work)).catch(mended).catch(console.error));
}

const hearing = (app, queued, look) => ({
  hello: ({ world }) => queued(() => (world === app.world.name ? undefined : refreshed(app))),
  change: (change) => {
    if (change.kind === "stage") return look(SOON);
    if (app.stage) look(LATER);
    return queued(() => taken(app, change));
  },
  online: (online) => update(app, () => (app.online = online)),
});

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
