/** The page's own words, in the reader's language. What the bot says comes from the bot. */

import { Refusal } from "./api.js";

export const LANGUAGES = ["ru", "en"];

/** Each part of the page keeps its words in a file of its own: the key `feed.open` is `open` in feed.json. */
const PARTS = ["page", "phone", "message", "desk", "feed", "panel", "refusals"];

/** Fetch the words of a language. */
export async function load(language) {
  const words = await Promise.all(PARTS.map((part) => read(`/page/words/${language}/${part}.json`)));
  return Object.fromEntries(PARTS.map((part, index) => [part, words[index]]));
}

async function read(path) {
  try {
    return await (await fetch(path)).json();
  } catch {
    throw new Refusal("gone");
  }
}

/** Return a function that says words by their dotted key; `{name}` is filled in, a missing key is shown as it is. */
export function speaker(words) {
  return (key, values = {}) => {
    const found = key.split(".").reduce((part, name) => part?.[name], words);
    if (typeof found !== "string") return key;
    return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };
}
