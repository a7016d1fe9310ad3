import { begin } from "./app.js";
import { keepingFocus } from "./focus.js";
import { html, render } from "./html.js";
import { page } from "./views/page.js";

let waiting = false;

/** Draw at most once a frame. */
function draw(app) {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    document.documentElement.lang = app.memory.language;
    document.title = app.t("page.title");
    document.documentElement.dataset.theme = app.memory.theme;
    keepingFocus(() => render(page(app), document.body));
  });
}

begin(draw).catch((error) => {
  render(html`<p role="alert">${error.message}</p>`, document.body);
  throw error;
});
