/** A round sign of a person, bot or group: the first letters of the name, in a colour of its own. */

import { html } from "../../html.js";

const TONES = 6;

/** The sign; its name stands beside it, so that it says nothing by itself. */
export const face = (id, name) => html`
  <span class="avatar tone-${Math.abs(Number(id) || 0) % TONES}" aria-hidden="true">${initials(name)}</span>
`;

/** The first letters of the first two words. */
function initials(name) {
  const words = String(name ?? "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
}
