// @ts-check
/*
 * A few lines instead of a test framework: the modules of the extension are tested in the browser
 * that runs them, on a page that a test serves.
 */

/** @type {{ name: string, body: () => unknown }[]} */
const tests = [];

/**
 * Adds a test.
 *
 * @param {string} name  a sentence
 * @param {() => unknown} body  may be async; throws where the sentence is not true
 */
export function test(name, body) {
  tests.push({ name, body });
}

/**
 * Throws where two values differ as JSON.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function equal(actual, expected) {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`${found} is not ${wanted}`);
}

/**
 * Throws where a text lacks a part.
 *
 * @param {string} text
 * @param {string[]} parts
 */
export function holds(text, ...parts) {
  for (const part of parts) {
    if (!text.includes(part)) throw new Error(`${part} is not in ${text.slice(0, 2_000)}`);
  }
}

/**
 * Throws where a text has a part that it must not have.
 *
 * @param {string} text
 * @param {string[]} parts
 */
export function lacks(text, ...parts) {
  for (const part of parts) {
    if (text.includes(part)) throw new Error(`${part} is in ${text.slice(0, 2_000)}`);
  }
}

/** Runs every test, one after another, and says of each what was wrong. */
export async function run() {
  const results = [];
  for (const { name, body } of tests) {
    try {
      await body();
      results.push({ name, problem: null });
    } catch (error) {
      results.push({ name, problem: String(error) });
    }
  }
  return results;
}
