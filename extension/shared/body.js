// @ts-check
/** @typedef {import("./types.js").Row} Row */

/*
 * A capture's page is put into its final JSON once, when it is captured, and lies on disk as
 * bytes: members of an object without the braces. What a person may still change stands in the
 * row and is put before them when it is sent, so that 20 MB are never parsed again.
 */

/**
 * The members of the page as they lie on disk.
 *
 * @param {Record<string, unknown>} page
 */
export function pageBytes(page) {
  return new Blob([members(page)], { type: "application/json" });
}

/**
 * The whole body of a capture, compressed.
 *
 * @param {Row} row
 * @param {Blob} page
 * @returns {Promise<ArrayBuffer>}
 */
export function compressedBody(row, page) {
  const own = members({
    captureId: row.captureId,
    project: row.project ?? undefined,
    tags: row.tags.length > 0 ? row.tags : undefined,
    note: row.note || undefined,
  });
  const whole = new Blob(["{", own, ",", page, "}"]);
  const packed = whole.stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(packed).arrayBuffer();
}

/**
 * The same page without its text, for a server that found it too large.
 *
 * @param {Blob} page
 */
export async function withoutText(page) {
  const object = JSON.parse(`{${await page.text()}}`);
  delete object.html;
  return pageBytes(object);
}

/** @param {Record<string, unknown>} object */
function members(object) {
  return JSON.stringify(object).slice(1, -1);
}
