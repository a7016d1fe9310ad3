/** A modal dialog that is there as long as its template is drawn; Esc closes it, and the focus goes back. */

import { html, nothing, ref } from "../../html.js";
import { icon } from "./icon.js";

/** `closed` is called when it has closed, and must let it be drawn no more; `locked` keeps it open. */
export const dialog = (app, { id, title, body, closed, locked = false }) => html`
  <dialog class="d-dialog" id=${id} aria-labelledby="${id}-title" ${ref(shown)} @close=${closed}
    @cancel=${(event) => locked && event.preventDefault()}>
    <header>
      <h2 id="${id}-title">${title}</h2>
      <button class="d-round" ?disabled=${locked} aria-label=${app.t("desk.close")} @click=${() => shut(id)}>
        ${icon("close")}
      </button>
    </header>
    ${body}
    ${refused(app)}
  </dialog>
`;

/** Close a dialog as its reader would. */
export const shut = (id) => document.getElementById(id)?.close();

/** It is drawn before it stands in the page, and can be opened only once it does. */
const shown = (element) => element && queueMicrotask(() => element.isConnected && !element.open && element.showModal());

/** What went wrong is said here too: whatever lies behind a dialog is out of reach. */
function refused(app) {
  const last = app.notes.filter((one) => one.kind === "error").at(-1);
  return last ? html`<p class="d-refused" role="alert">${last.text}</p>` : nothing;
}
