/** The focus of whoever uses the keyboard: it is not lost when what had it is gone after a change. */

/** Draw; when the element with the focus has gone, the nearest that still stands and can have it gets it. */
export function keepingFocus(draw) {
  const chain = around(document.activeElement);
  draw();
  if (!chain[0] || chain[0].isConnected) return;
  const left = chain.find((element) => element.isConnected && element.hasAttribute("tabindex"));
  left?.focus({ preventScroll: true });
}

/** An element and all around it up to the body, from the inside. */
function around(element) {
  const chain = [];
  for (let one = element; one && one !== document.body; one = one.parentElement) chain.push(one);
  return chain;
}
