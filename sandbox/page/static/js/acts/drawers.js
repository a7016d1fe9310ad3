/** What opens and closes around the phones. */

import { update } from "../app.js";

/** Whether there is room for the posts beside the phones. */
export const wide = () => matchMedia("(min-width: 1200px)").matches;

/** Whether the posts are shown: at first where there is room for them. */
export const postsShown = (app) => app.open.feed ?? wide();

/** Open or close the posts. */
export function togglePosts(app) {
  folded();
  const shown = !postsShown(app);
  update(app, () => (app.open.feed = shown));
  if (!shown) returned("posts");
}

/** Open or close the side panel. */
export function togglePanel(app) {
  folded();
  update(app, () => (app.open.panel = !app.open.panel));
}

/** Close the menu of a narrow screen, where it is open. */
export function folded() {
  const menu = document.getElementById("desk-menu");
  if (menu?.matches(":popover-open")) menu.hidePopover();
}

/** Give the focus back to the button that opens a drawer; on a narrow screen the menu holds it. */
function returned(name) {
  const button = document.querySelector(`[data-opens="${name}"]`);
  (button?.checkVisibility() ? button : document.querySelector(".desk .d-menu"))?.focus();
}
