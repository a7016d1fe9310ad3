/** Entities of a text as a tree. Offsets and lengths are UTF-16 units, as JavaScript counts. Nothing here draws. */

/** Nobody writes more; a hostile message may. */
const MOST = 400;

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** Whether an entity stands on lines of its own. */
const isBlock = (entity) => BLOCKS.has(entity.type);

/** The tree of a text: strings, and `{entity, text, place, children}` where `place` numbers the entities. */
export function tree(text, entities) {
  const sound = entities
    .slice(0, MOST)
    .map((entity, place) => ({ entity, place, start: entity.offset, end: entity.offset + entity.length }))
    .filter(({ start, end }) => start >= 0 && start < end && start < text.length)
    .sort(byPlace)
    .filter((piece, index, all) => !same(piece, all[index - 1]));
  return grown(text, 0, text.length, sound);
}

/** An address that is marked by hand is found by the server once more. */
const same = (one, other) =>
  one.start === other?.start && one.end === other.end && one.entity.type === other.entity.type;

const byPlace = (one, other) => one.start - other.start || other.end - one.end || one.place - other.place;

/** Grow the part of the text between start and end; of entities that overlap, the later is cut in two. */
function grown(text, start, end, pieces) {
  const children = [];
  const left = [...pieces];
  let at = start;
  while (left.length > 0) {
    const piece = left.shift();
    const stop = Math.min(piece.end, end);
    if (piece.start > at) children.push(text.slice(at, piece.start));
    children.push(node(text, piece, stop, inside(left, stop)));
    at = stop;
  }
  if (at < end) children.push(text.slice(at, end));
  return children.map(withoutBreak).filter((child) => child !== "");
}

const node = (text, piece, stop, within) => ({
  entity: piece.entity,
  place: piece.place,
  text: text.slice(piece.start, stop),
  children: grown(text, piece.start, stop, within),
});

/** Take out of `left` what begins before `stop`; what sticks out is put back as a piece of its own. */
function inside(left, stop) {
  const within = [];
  const after = [];
  while (left.length > 0 && left[0].start < stop) {
    const piece = left.shift();
    within.push({ ...piece, end: Math.min(piece.end, stop) });
    if (piece.end > stop) after.push({ ...piece, start: stop });
  }
  left.push(...after);
  left.sort(byPlace);
  return within;
}

/** A block ends its line by itself: the line break after it would be an empty line. */
function withoutBreak(child, index, all) {
  const before = all[index - 1];
  const follows = typeof child === "string" && before?.entity && isBlock(before.entity);
  return follows && child.startsWith("\n") ? child.slice(1) : child;
}
