/** Two to ten pieces as one bubble: pictures as a grid, the rest below one another. */

import { html } from "../../html.js";
import { media } from "./media.js";

const SEEN = new Set(["photo", "video", "animation"]);

/** Draw the pieces of an album. */
export function album(app, at) {
  const seen = at.messages.every((one) => SEEN.has(one.media?.kind));
  const cells = at.messages.map((one) => media(app, at, one));
  const shape = seen ? `m-grid ${layout(cells.length)}` : "m-list";
  const label = app.t("message.album", { count: cells.length });
  return html`<div class="m-album ${shape}" role="group" aria-label=${label}>${cells}</div>`;
}

/** How many pieces stand in the first row of a grid; below it they stand by three, in small albums by two. */
function layout(count) {
  if (count === 1) return "m-one";
  if (count === 2 || count === 4) return "m-pairs";
  if (count === 3) return "m-head m-pairs";
  return ["", "m-head", "m-double"][count % 3];
}

/** The photos of a message or an album, which can be looked at large. */
export const viewable = (messages) => messages.filter((one) => one.media?.kind === "photo");
