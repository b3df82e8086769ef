// @ts-check
import { equal, test } from "./runner.js";

/** @type {any} */
const tools = /** @type {any} */ (globalThis).fractalPage;

/**
 * Selects something in the HTML and gives what the extension finds.
 *
 * @param {string} html
 * @param {(place: HTMLElement) => Range} choose
 */
function selected(html, choose) {
  const place = document.createElement("div");
  place.innerHTML = html;
  document.body.append(place);
  const selection = /** @type {Selection} */ (getSelection());
  selection.removeAllRanges();
  selection.addRange(choose(place));
  try {
    return tools.selections(document, 1_000_000);
  } finally {
    selection.removeAllRanges();
    place.remove();
  }
}

/** @param {Node} start @param {number} from @param {Node} end @param {number} to */
function range(start, from, end, to) {
  const made = document.createRange();
  made.setStart(start, from);
  made.setEnd(end, to);
  return made;
}

test("a selection comes as HTML, from its first to its last character", () => {
  const found = selected("<p>one <b>two</b> three</p><p>four five</p>", (place) => range(
    /** @type {Node} */ (place.querySelector("b")?.firstChild), 1,
    /** @type {Node} */ (place.lastChild?.firstChild), 4));
  equal(found, ["<p><b>wo</b> three</p><p>four</p>"]);
});

test("what is selected inside of a list or a listing keeps its element", () => {
  const items = selected("<ol><li>a</li><li>b</li><li>c</li></ol>", (place) =>
    range(/** @type {Node} */ (place.firstChild), 1, /** @type {Node} */ (place.firstChild), 3));
  equal(items, ["<ol><li>b</li><li>c</li></ol>"]);
  const code = selected("<pre><code class='language-c'>int x;</code></pre>", (place) => {
    const text = /** @type {Node} */ (place.querySelector("code")?.firstChild);
    return range(text, 0, text, 3);
  });
  equal(code, ["<pre><code class=\"language-c\">int</code></pre>"]);
});

test("a caret and a selection of blanks are none", () => {
  equal(selected("<p>text</p>", (place) => range(place, 0, place, 0)), []);
  equal(selected("<p>   </p>", (place) => range(place, 0, place, 1)), []);
});
