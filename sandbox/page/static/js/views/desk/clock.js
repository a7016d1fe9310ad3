/** The office's clock: its face, and how fast it runs. */

import { officeNow, pace, SPEEDS, standing, ticking, toggle, walk, walking } from "../../acts/clock.js";
import { html, nothing, ref } from "../../html.js";
import { choice } from "./choice.js";
import { icon } from "./icon.js";
import { dayOf, timeOf, whenOf } from "./times.js";

/** The date and the time; they alone change while the clock ticks. */
export const face = (app) => html`
  <div class="d-face">
    <div class="d-now" role="timer" aria-label=${app.t("desk.clock")} ${ref(hand(app))}>
      <span class="d-day"></span> <time></time>
    </div>
    ${runs(app)}
  </div>
`;

function hand(app) {
  app.open.hand ??= ticking((element) => drawn(app, element));
  return app.open.hand;
}

function drawn(app, element) {
  if (!app.stage) return;
  const [day, time] = element.children;
  const now = officeNow(app.stage);
  const { speed } = app.stage.clock;
  written(day, dayOf(app, now));
  written(time, timeOf(app, now, speed > 0 && speed <= 10));
  time.dateTime = now.toISOString();
}

function written(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function runs(app) {
  const stopped = standing(app);
  const words = app.t(stopped ? "desk.play" : "desk.pause");
  return html`
    <button class="d-round" aria-label=${words} title=${words} @click=${() => toggle(app)}>
      ${icon(stopped ? "play" : "pause")}
    </button>
  `;
}

/** How fast the clock runs, and where to it may walk. */
export const pacing = (app) => html`
  <div class="d-pace">
    ${choice({
      name: "speed",
      label: app.t("desk.speed"),
      choices: SPEEDS.map((speed) => ({ value: speed, text: `${speed}×` })),
      value: app.stage.clock.speed,
      chosen: (speed) => pace(app, speed),
      disabled: walking(app),
    })}
    <button class="d-quiet" ?disabled=${walking(app)} @click=${() => walk(app, "deadline")}>
      ${icon("deadline")} ${app.t("desk.to_deadline")}
    </button>
    <button class="d-quiet" ?disabled=${walking(app)} @click=${() => walk(app, "monday")}>
      ${icon("monday")} ${app.t("desk.to_monday")}
    </button>
    <span class="d-next" role="status">${walking(app) ? onTheWay(app) : coming(app)}</span>
  </div>
`;

const onTheWay = (app) => html`<span class="d-spinner"></span> ${app.t("desk.walking")}`;

function coming(app) {
  const { next } = app.stage;
  if (!next?.at) return nothing;
  const at = whenOf(app, new Date(next.at));
  return next.card ? app.t("desk.next_card", { at, card: next.card }) : app.t("desk.next", { at });
}
