/** Reactions under a message: each sign once, with the number of those who chose it. */

import { html, nothing } from "../../html.js";
import { personName } from "./names.js";

/** The reactions, or nothing. */
export function reactions(app, message) {
  const found = bySign(message.reactions);
  if (found.size === 0) return nothing;
  return html`<p class="m-reactions">${[...found].map(([sign, people]) => chip(app, sign, people))}</p>`;
}

/** Who chose which sign. */
function bySign(reactions) {
  const found = new Map();
  for (const [user, chosen] of Object.entries(reactions)) {
    for (const { emoji } of chosen) if (emoji) found.set(emoji, [...(found.get(emoji) ?? []), Number(user)]);
  }
  return found;
}

function chip(app, sign, people) {
  const names = people.map((id) => personName(app.world.people.get(id) ?? app.world.bots.get(id))).filter(Boolean);
  const count = html`<span class="m-count">${people.length}</span>`;
  return html`<span class="m-reaction" title=${names.join(", ")}>${sign}${count}</span>`;
}
