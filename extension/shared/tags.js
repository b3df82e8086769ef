// @ts-check
import { Limits } from "./limits.js";

/**
 * The tags of a typed list: commas part them, a leading # is dropped, each stands once whatever
 * its case.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function tagsIn(text) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const part of text.split(/[,;\n]/)) {
    const tag = part.trim().replace(/^#+/, "").trim().slice(0, Limits.tagCharacters);
    const key = tag.toLocaleLowerCase();
    if (tag && !found.has(key)) found.set(key, tag);
    if (found.size === Limits.tags) break;
  }
  return [...found.values()];
}

/**
 * The remembered tags after these were used: most recent first, each once.
 *
 * @param {string[]} used
 * @param {string[]} remembered
 * @returns {string[]}
 */
export function remember(used, remembered) {
  const all = tagsInOrder([...used, ...remembered]);
  return all.slice(0, Limits.rememberedTags);
}

/** @param {string[]} tags */
function tagsInOrder(tags) {
  const seen = new Set();
  return tags.filter((tag) => {
    const key = tag.toLocaleLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
