/** What one browser remembers by itself: who holds which phone, what was read, the language, the theme. */

const KEY = "otklik-page";

/** Return what was remembered, or what a new browser begins with. */
export function remembered() {
  const first = { language: navigator.language?.startsWith("ru") ? "ru" : "en", theme: "auto", phones: {}, read: {} };
  try {
    return { ...first, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return first;
  }
}

/** Keep it. A browser that lets nothing be kept goes on without. */
export function remember(memory) {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // A full or forbidden store is no reason to stop.
  }
}
