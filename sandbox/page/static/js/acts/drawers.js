/** What opens and closes around the phones. */

import { update } from "../app.js";
import { togglePanel } from "./panel.js";

/** Whether there is room for the posts beside the phones. */
export const wide = () => matchMedia("(min-width: 1200px)").matches;

/** Whether the posts are shown: at first where there is room for them. */
export const postsShown = (app) => app.open.feed ?? wide();

/** Whether the phones have room between the posts and the panel. */
const roomy = () => matchMedia("(min-width: 1700px)").matches;

/** Open or close the posts. */
export function postsTurned(app) {
  folded();
  const shown = !postsShown(app);
  update(app, () => (app.open.feed = shown));
  if (!shown) return returned("posts");
  if (app.open.panel && !roomy()) update(app, () => (app.open.panel = false));
}

/** Open or close the side panel. */
export function panelTurned(app) {
  folded();
  if (!app.open.panel && !roomy()) app.open.feed = false;
  togglePanel(app);
}

/** Close the menu of a narrow screen, where it is open. */
export function folded() {
  const menu = document.getElementById("desk-menu");
  if (menu?.matches(":popover-open")) menu.hidePopover();
}

/** Give the focus back to the button that opens a drawer; on a narrow screen the menu holds it. */
export function returned(name) {
  const button = document.querySelector(`[data-opens="${name}"]`);
  (button?.checkVisibility() ? button : document.querySelector(".desk .d-menu"))?.focus();
}
