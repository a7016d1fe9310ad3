/** The citizens' posts, from which one is forwarded with a click. */

import { postsShown, postsTurned, wide } from "../../acts/drawers.js";
import { again, forwarder } from "../../acts/feed.js";
import { update } from "../../app.js";
import { html, nothing, repeat } from "../../html.js";
import { icon } from "./icon.js";
import { post } from "./post.js";

export function feed(app) {
  if (!postsShown(app)) return nothing;
  return html`
    <aside class="feed" aria-label=${app.t("feed.title")} @keydown=${(event) => escaped(app, event)}>
      <header>
        <h2>${app.t("feed.title")}</h2>
        <button class="d-round" aria-label=${app.t("feed.close")} @click=${() => postsTurned(app)}>
          ${icon("close")}
        </button>
        <p>${app.t("feed.about")}</p>
        ${app.stage.intake?.platform ? nothing : whose(app)}
      </header>
      <div class="d-posts">${shown(app)}</div>
    </aside>
  `;
}

function escaped(app, event) {
  if (event.key === "Escape" && !wide()) postsTurned(app);
}

const whose = (app) => html`
  <label class="d-whose">
    <span>${app.t("feed.whose")}</span>
    <select @change=${(event) => update(app, () => (app.open.forwarder = Number(event.target.value)))}>
      ${app.stage.people.map((one) => person(app, one))}
    </select>
  </label>
`;

const person = (app, one) =>
  html`<option value=${one.id} ?selected=${one.id === forwarder(app)}>${titled(app, one)}</option>`;

function titled(app, { name, roles = [] }) {
  return [name, ...roles.map((role) => app.t(`phone.roles.${role}`))].join(", ");
}

function shown(app) {
  const found = app.feed;
  if (!found) return nothing;
  if (found.failed) return trouble(app, found.failed);
  return repeat(found.posts, (one) => one.key, (one) => post(app, one));
}

const trouble = (app, refusal) => html`
  <p class="d-empty">${app.t(`refusals.${refusal.code}`, refusal.more)}</p>
  <button class="d-quiet" @click=${() => again(app)}>${app.t("feed.again")}</button>
`;
