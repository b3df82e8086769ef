// @ts-check
/**
 * The element of that id, which the page is known to have.
 *
 * @template {Element} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${kind.name} of id ${id}`);
  return found;
}

/**
 * Puts a text with its meaning into a place that is read aloud when it changes.
 *
 * @param {HTMLElement} place
 * @param {string} text
 * @param {"" | "good" | "bad" | "quiet"} meaning
 */
export function say(place, text, meaning = "") {
  place.classList.remove("good", "bad", "quiet");
  if (meaning) place.classList.add(meaning);
  if (place.textContent !== text) place.textContent = text;
}
