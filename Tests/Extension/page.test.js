// @ts-check
import { equal, holds, lacks, test } from "./runner.js";

/** @type {any} */
const tools = /** @type {any} */ (globalThis).fractalPage;

/**
 * Puts HTML into the page for one test.
 *
 * @param {string} html
 * @param {(place: HTMLElement) => any} body
 */
async function shown(html, body) {
  const place = document.createElement("div");
  place.innerHTML = html;
  document.body.append(place);
  try {
    return await body(place);
  } finally {
    place.remove();
  }
}

/** @param {Node} node @param {number} limit */
function written(node, limit = 1_000_000) {
  return tools.write(node.childNodes, document, limit);
}

test("text and attributes are escaped so that they come back as they were", () =>
  shown("<p title='a&quot;&lt;b&amp;'>1 &lt; 2 &amp;amp; &nbsp;ü</p><br>", (place) => {
    const again = document.createElement("div");
    again.innerHTML = written(place);
    equal(again.innerHTML, place.innerHTML);
  }));

test("shadow trees stand where their hosts are, slots hold what is assigned to them", () =>
  shown("<x-card><b slot='name'>Ada</b><i>rest</i></x-card><x-empty></x-empty>", (place) => {
    const inner = "<style>b{}</style><h2><slot name='name'>nobody</slot></h2><slot></slot>";
    const card = /** @type {HTMLElement} */ (place.querySelector("x-card"));
    card.attachShadow({ mode: "open" }).innerHTML = inner;
    const empty = /** @type {HTMLElement} */ (place.querySelector("x-empty"));
    empty.attachShadow({ mode: "open" }).innerHTML = "<slot>fallback</slot>";
    equal(written(place), "<x-card><h2><b slot=\"name\">Ada</b></h2><i>rest</i></x-card>"
      + "<x-empty>fallback</x-empty>");
  }));

test("frames of the same origin stand in place, with absolute links; small ones do not", () =>
  shown("<iframe id=a width=400 height=300></iframe><iframe id=b width=1 height=1></iframe>",
    async (place) => {
      for (const frame of place.querySelectorAll("iframe")) {
        const loaded = new Promise((resolve) => { frame.onload = resolve; });
        frame.src = "/frame.html";
        await loaded;
      }
      const html = written(place);
      holds(html, "framed text", `href="${location.origin}/linked"`, "data-frame=");
      equal(html.split("framed text").length, 2);
    }));

test("what scripts, fields and handlers hold stays in the browser", () =>
  shown(
    "<script>secret1</script><input value=secret2><input type=hidden value=secret3>"
      + "<textarea>secret4</textarea><p onclick='secret5()' data-x='1'>text</p>"
      + "<style>secret6</style><input type=checkbox checked>"
      + "<meta name=csrf-token content=secret7><li value=3>three</li>"
      + "<a href='javascript:secret8()'>link</a><template>secret9</template>",
    (place) => {
      const html = written(place);
      lacks(html, "secret");
      holds(html, "<p data-x=\"1\">text</p>", "<input type=\"checkbox\" checked disabled>",
        "<li value=\"3\">", "<a>link</a>");
    }));

test("descriptions of the page and formulas are kept, other data of scripts is not", () =>
  shown(
    "<script type='application/ld+json'>{\"a\":\"<b>\"}</script>"
      + "<script type='math/tex'>x<1</script>"
      + "<script type='application/json'>{\"session\":1}</script>",
    (place) => {
      const html = written(place);
      holds(html, "{\"a\":\"<b>\"}", "<script type=\"math/tex\">x<1</script>");
      lacks(html, "session");
    }));

test("lazy images get the address they would load", () =>
  shown(
    "<img src='data:image/gif;base64,R0lGOD' data-src='/a.jpg'>"
      + "<img src='blank.gif' data-srcset='/s.jpg 300w, /l.jpg 900w'>"
      + "<picture><source srcset='/p.webp 2x, /q.webp'><img src='/placeholder.png'></picture>"
      + "<img src='/spacer.gif'><noscript><img src='/n.png'></noscript><img alt='only words'>",
    (place) => {
      const html = written(place);
      const at = (/** @type {string} */ path) => `src="${location.origin}${path}"`;
      holds(html, at("/a.jpg"), at("/l.jpg"), at("/p.webp"), at("/n.png"), "alt=\"only words\"");
      lacks(html, "R0lGOD", "spacer.gif\"", "blank.gif\"", "srcset=\"/p.webp");
    }));

test("pictures within addresses are kept while there is room for them, and their words after", () =>
  shown(
    [1, 2, 3].map((number) => `<img src="data:image/png;base64,${number}${"A".repeat(3_000)}"
      alt="picture ${number}">`).join(""),
    (place) => {
      tools.makeRoomForPictures(7_000);
      const html = written(place);
      holds(html, "base64,1AAA", "base64,2AAA", "alt=\"picture 3\"");
      lacks(html, "base64,3AAA");
    }));

test("the largest candidate of a set wins, commas within addresses included", () => {
  equal(tools.largestCandidate("a.jpg 1x, b.jpg 2x"), "b.jpg");
  equal(tools.largestCandidate("/w,100/a.jpg 100w, /w,900/b.jpg 900w"), "/w,900/b.jpg");
  equal(tools.largestCandidate("only.jpg"), "only.jpg");
  equal(tools.largestCandidate(""), null);
  equal(tools.largestCandidate(null), null);
});

test("a page nested deeper than a call stack is written", () => {
  const root = document.createElement("div");
  let at = root;
  for (let depth = 0; depth < 15_000; depth += 1) {
    at = at.appendChild(document.createElement("div"));
  }
  at.append("bottom");
  holds(written(root), "bottom");
});

test("a page beyond the limit is given up, not cut", () =>
  shown("<p>0123456789</p>", (place) => {
    equal(written(place, 10), null);
    equal(written(place, 17), "<p>0123456789</p>");
  }));

test("the whole page comes with its address, its title and UTF-8 as its charset", () => {
  const page = tools.collect();
  equal(page.url, location.href);
  holds(page.html, "<!DOCTYPE html><html", "<meta charset=\"utf-8\">");
  equal(page.isTooLarge, false);
});
