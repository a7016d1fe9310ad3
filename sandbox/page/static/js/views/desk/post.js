/** One post of a citizen, as a social network would show it. */

import { forward } from "../../acts/feed.js";
import { update } from "../../app.js";
import { html, nothing } from "../../html.js";
import { icon } from "./icon.js";

/** A longer text is folded. */
const LONG = 260;

export const post = (app, one) => html`
  <article class="d-post" aria-label=${`${one.network_words}: ${one.author}`}>
    <header>
      <span class="d-face-of" aria-hidden="true" data-network=${one.network}>${[...one.author][0]}</span>
      <span class="d-who"><b><bdi>${one.author}</bdi></b> <small>${one.network_words}</small></span>
      ${one.mark ? html`<small class="d-chip">${one.mark}</small>` : nothing}
    </header>
    ${said(app, one)}
    ${one.gloss ? html`<p class="d-gloss">${one.gloss}</p>` : nothing}
    ${pictures(app, one)}
    ${one.about ? html`<p class="d-shows">${one.about}</p>` : nothing}
    <footer>${actions(app, one)}</footer>
  </article>
`;

function said(app, one) {
  const long = [...one.text].length > LONG;
  const folded = long && !app.feed.full.has(one.key);
  return html`
    <p class="d-said ${folded ? "d-folded" : ""}" dir="auto">${one.text}</p>
    ${long ? more(app, one, folded) : nothing}
  `;
}

const more = (app, one, folded) => html`
  <button class="d-link" aria-expanded=${!folded} @click=${() => unfold(app, one)}>
    ${app.t(folded ? "feed.more" : "feed.less")}
  </button>
`;

function unfold(app, one) {
  const { full } = app.feed;
  update(app, () => full.delete(one.key) || full.add(one.key));
}

function pictures(app, one) {
  const all = one.pictures ?? [];
  if (!all.length) return nothing;
  return html`
    <div class="d-pictures" data-count=${Math.min(all.length, 4)}>
      ${all.map((url, index) => picture(app, url, index + 1))}
    </div>
  `;
}

const picture = (app, url, number) => html`<img src=${url} alt=${app.t("feed.picture", { number })} loading="lazy">`;

function actions(app, one) {
  const platform = app.stage.intake?.platform;
  const usual = one.how ?? "forward";
  const words = app.t(platform ? "feed.platform" : `feed.by_${usual}`);
  return html`
    <button class="d-main" @click=${() => forward(app, one, usual)}>${words}</button>
    ${platform ? nothing : waysOf(one, usual).map((how) => other(app, one, how))}
    ${done(app, one)}
  `;
}

const other = (app, one, how) =>
  html`<button class="d-link" @click=${() => forward(app, one, how)}>${app.t(`feed.as_${how}`)}</button>`;

/** The other ways to send it: those that the post names, else as a link where it has one. */
const waysOf = (one, usual) => (one.ways ?? ["forward", ...(one.link ? ["link"] : [])]).filter((how) => how !== usual);

function done(app, one) {
  const count = app.feed.sent[one.key] ?? 0;
  if (!count) return nothing;
  const words = count > 1 ? app.t("feed.sent_again", { count }) : app.t("feed.sent");
  return html`<small class="d-sent" role="status">${icon("done")} ${words}</small>`;
}
