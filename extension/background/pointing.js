// @ts-check
import { Limits } from "../shared/limits.js";

/**
 * The words of a link or a picture that a menu was opened on: the browser tells its address alone.
 * null where no script may look, or it has no words.
 *
 * @param {chrome.tabs.Tab} tab
 * @param {"link" | "image"} kind
 * @param {string} address
 * @param {number} [frameId]
 * @returns {Promise<string | null>}
 */
export async function collectWords(tab, kind, address, frameId) {
  const reading = chrome.scripting.executeScript({
    target: { tabId: /** @type {number} */ (tab.id), frameIds: [frameId ?? 0] },
    func: readWords, args: [kind, address, Limits.titleCharacters],
  });
  // A page that hangs must not keep its link from being saved.
  const patience = new Promise((resolve) => setTimeout(resolve, Limits.wordsMilliseconds, []));
  const [frame] = await Promise.race([reading, patience]).catch(() => []);
  return frame?.result || null;
}

/**
 * Runs in the page, so it stands alone. Of several links to one address the one that has the focus
 * counts, which a click of any button gives; else the one that says most without being a whole
 * teaser.
 *
 * @param {"link" | "image"} kind
 * @param {string} address
 * @param {number} most  characters
 * @returns {string}
 */
export function readWords(kind, address, most) {
  const longestName = 200;
  const mostTrees = 200;
  const links = "a[href], area[href]";
  /** @type {(Document | ShadowRoot)[]} */
  const trees = [document];
  for (let index = 0; index < trees.length && trees.length < mostTrees; index += 1) {
    for (const element of trees[index].querySelectorAll("*")) {
      if (element.shadowRoot) trees.push(element.shadowRoot);
    }
  }
  const all = trees.flatMap((tree) => [...tree.querySelectorAll(kind === "link" ? links : "img")]);
  const pointed = all.filter((/** @type {any} */ one) =>
    [one.href, one.currentSrc, one.src].includes(address));
  /** @type {Element | null} */
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const first = pointed.find((one) => one === focused?.closest(links));
  const names = (first ? [first, ...pointed] : pointed).map(name).filter((text) => text !== "");
  if (first && names[0] === name(first)) return names[0];
  const short = names.filter((text) => text.length <= longestName);
  short.sort((a, b) => b.length - a.length);
  return short[0] ?? names[0] ?? "";

  function name(/** @type {any} */ element) {
    const texts = kind === "link"
      ? [element.querySelector("h1, h2, h3, h4, h5, h6, [role=heading]")?.innerText,
        element.innerText, element.getAttribute("aria-label"), element.title, element.alt,
        element.querySelector("img[alt]")?.alt]
      : [element.alt, element.getAttribute("aria-label"), element.title,
        element.closest("figure")?.querySelector("figcaption")?.innerText];
    const folded = texts.map((text) => String(text ?? "").replace(/\s+/g, " ").trim());
    return (folded.find((text) => text !== "") ?? "").slice(0, most);
  }
}
