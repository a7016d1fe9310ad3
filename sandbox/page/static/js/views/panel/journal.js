/** The journal of a card: who did what and when, the newest first, day by day. */

import { html, nothing, repeat } from "../../html.js";
import { day, time } from "./when.js";

export const journal = (app, card) => html`
  <div class="p-journal">${repeat(days(app, card.journal), (one) => one.name, (one) => ofDay(app, one))}</div>
`;

function days(app, entries) {
  const found = new Map();
  for (const entry of entries.toReversed()) {
    const name = day(app, entry.at);
    found.set(name, [...(found.get(name) ?? []), entry]);
  }
  return [...found].map(([name, ofIt]) => ({ name, entries: ofIt }));
}

const ofDay = (app, { name, entries }) => html`
  <h4>${name}</h4>
  <ol>${repeat(entries, (entry) => entry.seq, (entry) => line(app, entry))}</ol>
`;

const line = (app, entry) => html`
  <li class=${entry.who ? "p-deed" : "p-bell"}>
    <time datetime=${entry.at}>${time(app, entry.at)}</time>
    <div>
      <p>${entry.what}</p>
      <p class="p-who">${who(app, entry)}</p>
      ${entry.note ? html`<blockquote dir="auto">${entry.note}</blockquote>` : nothing}
    </div>
  </li>
`;

function who(app, entry) {
  if (!entry.who) return app.t("panel.by_clock");
  return entry.on_behalf ? app.t("panel.on_behalf", { who: entry.who, whom: entry.on_behalf }) : entry.who;
}
