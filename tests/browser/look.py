"""What is measured of how things look, inside the page."""

CONTRAST = """element => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => rgb(colour)
    .map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const { color, backgroundColor } = getComputedStyle(element);
  const [low, high] = [light(color), light(backgroundColor)].sort((one, other) => one - other);
  return { background: backgroundColor, contrast: (high + 0.05) / (low + 0.05) };
}"""
"""The contrast of an element's words with its own background, as WCAG counts it, and that background."""

SPILLED = """(element, inside) => {
  const out = [];
  const range = document.createRange();
  for (const frame of element.matches(inside) ? [element] : element.querySelectorAll(inside)) {
    const box = frame.getBoundingClientRect();
    const walker = document.createTreeWalker(frame, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let one = walker.nextNode(); one; one = walker.nextNode()) {
      if ((one.parentElement ?? one).closest(".m-actions") || one.matches?.(".m-actions")) continue;
      range.selectNode(one);
      const { left, right, width } = (one.matches ? one : range).getBoundingClientRect();
      if (width && (left < box.left - 1 || right > box.right + 1)) out.push(one.textContent.slice(0, 60));
    }
  }
  return out;
}"""
"""Whatever sticks out to the left or right of the frames (a selector) in or at an element."""

LEFT_TO_RIGHT = """element => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  const places = [...text.data].map((_, index) => {
    range.setStart(text, index);
    range.setEnd(text, index + 1);
    return range.getBoundingClientRect().left;
  });
  return places.every((place, index) => index === 0 || place >= places[index - 1]);
}"""
"""Whether the letters of an element stand in the order in which they are written."""


def utf16(text: str) -> int:
    """Count a text as the Bot API counts offsets and lengths."""
    return len(text.encode("utf-16-le")) // 2
