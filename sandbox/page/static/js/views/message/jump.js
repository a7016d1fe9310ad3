/** Going to another message of the same chat, inside the page. */

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Scroll to a message and flash it; `from` is an element of the same chat. */
export function jump(from, id) {
  const log = from.closest("[role=log]") ?? from.ownerDocument;
  const found = log.querySelector(`[data-message="${id}"], [data-message]:has([data-piece="${id}"])`);
  if (!found) return;
  found.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  found.focus({ preventScroll: true });
  if (!calm()) found.animate([{ opacity: 1 }, { opacity: 0.45 }, { opacity: 1 }], { duration: 450, iterations: 2 });
}
