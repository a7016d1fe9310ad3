/** The side panel: which card it shows, and how it keeps itself fresh while it is open. */

import { Refusal, stage } from "../api.js";
import { update } from "../app.js";
import { returned } from "./drawers.js";

export const TABS = ["journal", "deadlines", "timers", "outbox"];

/** Milliseconds between two looks whether anything has come, and so the longest wait of what has. */
const GLANCE = 300;

/** Milliseconds after which it looks anew though nothing has come: the bot's database changes silently, too. */
const OFTEN = 2000;
const SELDOM = 10_000;
const FAST = 10;

/**
 * What the panel keeps: `card` is the id that the reader picked, or null to follow the card that changed last; `cards`
 * are all of them, `data` the one that is shown, `box` the outbox; `blind` tells that the last look failed.
 */
export function panelOf(app) {
  app.panel ??= { card: null, tab: TABS[0], cards: null, data: null, box: null, blind: false };
  return app.panel;
}

/** Another show is on: nothing of the former one's cards is kept, but where the panel stands open it stays so. */
export function fromBefore(app) {
  if (app.panel) app.panel = { ...panelOf({}), tab: app.panel.tab, alive: app.panel.alive };
}

/** Open or close the panel; whoever closes it gets back to its button. */
export function togglePanel(app) {
  update(app, () => (app.open.panel = !app.open.panel));
  if (app.open.panel) return;
  returned("panel");
}

/** Show another tab. */
export function turn(app, tab) {
  update(app, () => (panelOf(app).tab = tab));
  return look(app);
}

/** Show the card with this id, or with null the one that changed last, whichever that is. */
export function pick(app, card) {
  panelOf(app).card = card;
  return look(app);
}

/** Return what keeps the panel fresh as long as its element is in the page. */
export function alive(app) {
  let timer;
  return (element) => {
    clearInterval(timer);
    if (!element) return;
    const kept = { seen: "", at: 0 };
    requestAnimationFrame(() => element.querySelector("h2")?.focus());
    timer = setInterval(() => glance(app, kept), GLANCE);
    glance(app, kept);
  };
}

function glance(app, kept) {
  const now = performance.now();
  const seen = [app.world.name, app.world.last, app.stage?.seen, app.memory.language].join(" ");
  if (kept.busy || (seen === kept.seen && now < kept.at + pause(app))) return;
  Object.assign(kept, { seen, at: now, busy: true });
  look(app).finally(() => (kept.busy = false));
}

const pause = (app) => (app.stage?.clock.speed >= FAST || panelOf(app).tab === "outbox" ? OFTEN : SELDOM);

/** Look at the cards, at the one that is shown, and at the outbox where it is in view. */
async function look(app) {
  const panel = panelOf(app);
  try {
    Object.assign(panel, await seenNow(app, panel), { blind: false });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    panel.blind = true;
  }
  update(app);
}

async function seenNow(app, panel) {
  const lang = app.memory.language;
  if (panel.tab === "outbox") return { box: { ...(await stage("outbox", { lang })), seen: Date.now() } };
  const { cards } = await stage("cards", { lang });
  const picked = cards.find((one) => one.id === panel.card) ?? null;
  const shown = picked ?? cards[0];
  const data = shown ? await stage("card", { card: shown.id, lang }) : null;
  return { cards, data, card: picked?.id ?? null };
}
