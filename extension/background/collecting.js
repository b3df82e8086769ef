// @ts-check
/** @typedef {import("../shared/types.js").CollectedPage} CollectedPage */

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
