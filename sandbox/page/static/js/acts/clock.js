/** The office's clock: what it shows, and what is asked of it. */

import { ask, busy } from "./stage.js";

export const SPEEDS = [1, 10, 60, 600, 3600];

/** The office's present, reckoned from what the stage told last; `at` is a moment of performance.now(). */
export function officeNow(stage, at = performance.now()) {
  const { now, speed } = stage.clock;
  return new Date(Date.parse(now) + Math.max(0, at - stage.seen) * speed);
}

/** Whether the clock is on its way to a moment; it can only be stopped then. */
export const walking = (app) => Boolean(app.open.walking || app.stage.clock.walking);

/** Let the clock run this many times as fast as a wall clock. */
export function pace(app, speed) {
  app.open.pace = speed;
  return ask(app, "clock", { speed });
}

/** Whether the clock stands, and is not on its way either. */
export const standing = (app) => !app.stage.clock.speed && !walking(app);

/** Stop the clock, also on its way; or let it run on as fast as it ran before. */
export function toggle(app) {
  if (standing(app)) return pace(app, app.open.pace ?? 1);
  app.open.pace = app.stage.clock.speed || app.open.pace;
  return ask(app, "clock", { speed: 0 });
}

/** Let the clock walk to the next "deadline", or to "monday" morning. */
export const walk = (app, to) => busy(app, "walking", () => ask(app, "clock", { to }));

/** Return what keeps a clock's face right, four times a second: `draw(element)` alone is done, never the page. */
export function ticking(draw) {
  let timer;
  return (element) => {
    clearInterval(timer);
    if (!element) return;
    draw(element);
    timer = setInterval(() => draw(element), 250);
  };
}
