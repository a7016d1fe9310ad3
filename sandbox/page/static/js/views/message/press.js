/** Words inside a text that can be pressed. A real button would not break over lines. */

/** Press the focused words by Enter, as a link or button; by Space, as a button. */
export function byKey(event) {
  if (event.target !== event.currentTarget) return;
  const space = event.key === " " && event.currentTarget.getAttribute("role") === "button";
  if (event.key !== "Enter" && !space) return;
  event.preventDefault();
  event.currentTarget.click();
}

/** A handler for words inside other words that can be pressed: only the innermost is. */
export const only = (deed) => (event) => {
  event.stopPropagation();
  deed();
};
