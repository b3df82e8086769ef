// @ts-check
/** @typedef {import("./types.js").Row} Row */

/*
 * Captures on their way to the server, in IndexedDB: they survive the end of the worker, of the
 * browser and of the machine. The pages lie in a store of their own, so that a list of what is
 * waiting never reads them.
 */

const DATABASE = "fractal";
const ROWS = "captures";
const PAGES = "pages";

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ROWS, { keyPath: "captureId" });
      request.result.createObjectStore(PAGES);
    };
    request.onsuccess = () => {
      const forget = () => { opened = null; };
      request.result.onclose = forget;
      // A newer version of the extension is opening it: let it.
      request.result.onversionchange = () => { request.result.close(); forget(); };
      resolve(request.result);
    };
    request.onerror = () => { opened = null; reject(request.error); };
  });
  return opened;
}

/**
 * Runs `body` in one transaction and gives its value once that has reached the disk.
 *
 * @template Value
 * @param {IDBTransactionMode} mode
 * @param {(rows: IDBObjectStore, pages: IDBObjectStore) => Promise<Value>} body
 * @returns {Promise<Value>}
 */
async function within(mode, body) {
  const transaction = (await database()).transaction([ROWS, PAGES], mode, { durability: "strict" });
  const finished = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
  try {
    const value = await body(transaction.objectStore(ROWS), transaction.objectStore(PAGES));
    await finished;
    return value;
  } catch (error) {
    finished.catch(() => {});
    try { transaction.abort(); } catch { /* It had ended by itself. */ }
    throw error;
  }
}

/**
 * @template Value
 * @param {IDBRequest<Value>} request
 * @returns {Promise<Value>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Puts a capture with its page into the queue.
 *
 * @param {Row} row
 * @param {Blob} page
 */
export function add(row, page) {
  return within("readwrite", async (rows, pages) => {
    await Promise.all([result(rows.add(row)), result(pages.add(page, row.captureId))]);
  });
}

/**
 * Everything that waits, oldest first.
 *
 * @returns {Promise<Row[]>}
 */
export async function all() {
  const rows = await within("readonly", (rows) => result(rows.getAll()));
  return rows.sort((a, b) => a.createdAt - b.createdAt);
}

/**
 * How many captures wait or are held.
 *
 * @returns {Promise<number>}
 */
export function count() {
  return within("readonly", (rows) => result(rows.count()));
}

/**
 * One capture that waits; null where it is gone.
 *
 * @param {string} captureId
 * @returns {Promise<Row | null>}
 */
export async function get(captureId) {
  return (await within("readonly", (rows) => result(rows.get(captureId)))) ?? null;
}

/**
 * The page of a capture; null where it is gone.
 *
 * @param {string} captureId
 * @returns {Promise<Blob | null>}
 */
export async function page(captureId) {
  return (await within("readonly", (_, pages) => result(pages.get(captureId)))) ?? null;
}

/**
 * Changes a capture that is still waiting, and gives it as it then is; null where it is gone.
 *
 * @param {string} captureId
 * @param {(row: Row) => Partial<Row>} change
 * @returns {Promise<Row | null>}
 */
export function change(captureId, change) {
  return within("readwrite", async (rows) => {
    const row = await result(rows.get(captureId));
    if (!row) return null;
    const changed = { ...row, ...change(row) };
    await result(rows.put(changed));
    return changed;
  });
}

/**
 * Exchanges the page of a capture.
 *
 * @param {string} captureId
 * @param {Blob} page
 */
export function replacePage(captureId, page) {
  return within("readwrite", async (_, pages) => {
    await result(pages.put(page, captureId));
  });
}

/**
 * Takes a capture out of the queue.
 *
 * @param {string} captureId
 */
export function remove(captureId) {
  return within("readwrite", async (rows, pages) => {
    await Promise.all([result(rows.delete(captureId)), result(pages.delete(captureId))]);
  });
}

/**
 * What was added to a capture when it could not be changed any more and waits to follow it, oldest
 * first.
 *
 * @param {string} captureId
 */
export async function followers(captureId) {
  return (await all()).filter((row) => row.after === captureId);
}

/**
 * Whether the server may have a capture, so that its id is spent and its row must not change.
 *
 * @param {Row} row
 */
export function mayBeTaken(row) {
  return row.mayBeTaken ?? row.attempts > 0;
}

/**
 * The capture to send next: the oldest that waits, whose time has come, and that follows none which
 * is still here.
 *
 * @param {Row[]} rows  oldest first
 * @param {number} now
 */
export function due(rows, now) {
  return free(rows).find((row) => row.nextAt <= now) ?? null;
}

/** @param {Row[]} rows */
function free(rows) {
  const here = new Set(rows.map((row) => row.captureId));
  return rows.filter((row) => row.state === "waiting" && !(row.after && here.has(row.after)));
}

/**
 * When the next capture is due; null where none waits.
 *
 * @param {Row[]} rows
 */
export function nextTime(rows) {
  const times = free(rows).map((row) => row.nextAt);
  return times.length > 0 ? Math.min(...times) : null;
}
