/** The few drawings of the bar; each stands beside words or in a button that has a name of its own. */

import { html } from "../../html.js";

const PATHS = {
  pause: "M7 4v12M13 4v12",
  play: "M6 4l10 6-10 6z",
  posts: "M3 4h14v9H9l-4 4v-4H3z",
  panel: "M3 4h14v12H3zM12 4v12",
  faults: "M11 2 4 11h5l-1 7 7-10h-5z",
  settings: "M3 6h7M14 6h3M3 14h3M10 14h7M12 4v4M8 12v4",
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5 5 15",
  down: "M5 8l5 5 5-5",
  deadline: "M4 4l9 6-9 6zM16 4v12",
  monday: "M3 5h14v12H3zM3 9h14M7 3v4M13 3v4",
  done: "M4 10l4 4 8-9",
};

export const icon = (name) =>
  html`<svg class="d-icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;
