/** The page's own words, in the reader's language. What the bot says comes from the bot. */

export const LANGUAGES = ["ru", "en"];

/** Fetch the words of a language. */
export async function load(language) {
  return (await fetch(`/page/words/${language}.json`)).json();
}

/** Return a function that says words by their dotted key; `{name}` is filled in, a missing key is shown as it is. */
export function speaker(words) {
  return (key, values = {}) => {
    const found = key.split(".").reduce((part, name) => part?.[name], words);
    if (typeof found !== "string") return key;
    return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };
}
