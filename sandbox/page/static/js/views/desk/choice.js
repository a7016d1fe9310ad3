/** One of a few: radio buttons that look like one strip. */

import { html, live } from "../../html.js";

/** `choices` are `{value, text, hint}`; `chosen(value)` is called when another one is taken. */
export const choice = ({ name, label, choices, value, chosen, disabled = false }) => html`
  <div class="d-choice" role="radiogroup" aria-label=${label}>
    ${choices.map((one) => html`
      <label title=${one.hint ?? ""}>
        <input type="radio" name=${name} .checked=${live(one.value === value)} ?disabled=${disabled}
          @change=${() => chosen(one.value)}>
        <span>${one.text}</span>
      </label>
    `)}
  </div>
`;
