// @ts-check
/**
 * Asks the worker, which alone changes the queue.
 *
 * @param {string} kind
 * @param {Record<string, unknown>} [details]
 * @returns {Promise<any>}
 */
export async function callWorker(kind, details = {}) {
  const answer = await chrome.runtime.sendMessage({ kind, ...details });
  if (!answer || answer.error) throw new Error(answer?.error ?? "the worker did not answer");
  return answer.value;
}
