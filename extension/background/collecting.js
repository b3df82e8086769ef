// @ts-check
/** @typedef {import("../shared/types.js").CollectedPage} CollectedPage */
import { Limits } from "../shared/limits.js";

const files = [
  "page/images.js", "page/attributes.js", "page/writer.js", "page/selection.js", "page/collect.js",
];

/**
 * What the tab shows. Where no script may run (the browser's own pages, its store, some viewers)
 * only address and title are known.
 *
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<CollectedPage>}
 */
export async function collect(tab) {
  try {
    const [frame] = await chrome.scripting.executeScript({
      target: { tabId: /** @type {number} */ (tab.id) }, files,
    });
    return frame?.result ?? bare(tab);
  } catch {
    return bare(tab);
  }
}

/**
 * What is known of a tab without looking into its page.
 *
 * @param {chrome.tabs.Tab} tab
 * @returns {CollectedPage}
 */
export function bare(tab) {
  return {
    url: tab.url ?? "", title: tab.title ?? "", html: null, selections: [], viewport: null,
    isTooLarge: false,
  };
}

/**
 * Whether an address can be saved at all; pages of the browser itself cannot.
 *
 * @param {string} url
 */
export function isSavable(url) {
  return /^https?:\/\//i.test(url);
}

/**
 * The bytes of a picture that the tab shows, in base64; null where the browser gives none to the
 * page's own scripts (pictures of other sites, mostly), or they are too many.
 *
 * @param {chrome.tabs.Tab} tab
 * @param {string} address
 * @param {number} [frameId]
 * @returns {Promise<string | null>}
 */
export async function collectPicture(tab, address, frameId) {
  const reading = chrome.scripting.executeScript({
    target: { tabId: /** @type {number} */ (tab.id), frameIds: [frameId ?? 0] },
    func: readPicture, args: [address, Limits.pictureBytes],
  });
  // A page that hangs must not keep its picture's address from being saved.
  const patience = new Promise((resolve) => setTimeout(resolve, Limits.pictureMilliseconds, []));
  const [frame] = await Promise.race([reading, patience]).catch(() => []);
  return frame?.result ?? null;
}

/**
 * Runs in the page, so it stands alone. What the browser has shown lies in its cache; a request
 * goes out only where it was dropped from there, and then as the page itself would make it.
 *
 * @param {string} address
 * @param {number} most
 * @returns {Promise<string | null>}
 */
async function readPicture(address, most) {
  const answer = await fetch(address, { cache: "force-cache" }).catch(() => null);
  const blob = answer?.ok ? await answer.blob().catch(() => null) : null;
  if (!blob || blob.size === 0 || blob.size > most || !blob.type.startsWith("image/")) return null;
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? null);
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(blob);
  });
}
