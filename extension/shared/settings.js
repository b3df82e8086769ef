// @ts-check
/** @typedef {import("./types.js").Settings} Settings */

/** @type {Settings} */
const defaults = {
  server: "", token: "", project: null, opensPopup: true, leadsWithVerb: false,
};

/**
 * What the person has set.
 *
 * @returns {Promise<Settings>}
 */
export async function readSettings() {
  const stored = await chrome.storage.local.get("settings");
  return { ...defaults, ...stored.settings };
}

/**
 * Keeps changed settings; the others stay as they are.
 *
 * @param {Partial<Settings>} changes
 */
export async function writeSettings(changes) {
  await chrome.storage.local.set({ settings: { ...(await readSettings()), ...changes } });
}

/**
 * Whether there is a server to send to, and a token for it.
 *
 * @param {Settings} settings
 */
export function isSetUp(settings) {
  return settings.server !== "" && settings.token !== "";
}
