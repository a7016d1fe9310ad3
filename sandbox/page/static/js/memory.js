/** What one browser remembers by itself: who holds which phone, what was read, the language, the theme. */

import { LANGUAGES } from "./words.js";

const KEY = "otklik-page";

export const THEMES = ["auto", "light", "dark"];

/** Return what was remembered, or what a new browser begins with; also in place of what the page never kept so. */
export function remembered() {
  const first = { language: navigator.language?.startsWith("ru") ? "ru" : "en", theme: "auto", phones: {}, read: {} };
  const kept = plain(stored()) ? stored() : {};
  const sound = Object.keys(SOUND).filter((name) => SOUND[name](kept[name]));
  return { ...first, ...Object.fromEntries(sound.map((name) => [name, kept[name]])) };
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

const plain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const every = (value, sound) => plain(value) && Object.values(value).every(sound);

/** What each part of it must look like. */
const SOUND = {
  language: (one) => LANGUAGES.includes(one),
  theme: (one) => THEMES.includes(one),
  hinted: (one) => typeof one === "boolean",
  phones: (one) => every(one, (seats) => Array.isArray(seats) && seats.every(plain)),
  read: (one) => every(one, (marks) => every(marks, Number.isFinite)),
};

/** Keep it. A browser that lets nothing be kept goes on without. */
export function remember(memory) {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // A full or forbidden store is no reason to stop.
  }
}
