// @ts-check
import { readWords } from "/extension/background/pointing.js";
import { equal, test } from "./runner.js";

const address = "https://news.example/2026/11/20/a-very-long-story-1234";

/** @param {string} html @param {() => void} body */
function shown(html, body) {
  const place = document.createElement("div");
  place.innerHTML = html.replaceAll("HERE", address);
  document.body.append(place);
  try {
    body();
  } finally {
    place.remove();
  }
}

test("of several links to a page the one with the words of its story names it", () => shown(
  "<a href='HERE'><img alt='A harbour'></a><a href='HERE'>Kettles of\n  the <b>harbour</b></a>"
    + "<a href='HERE' id='more'>Read more</a>"
    + "<a href='https://b.example/'>Something longer still</a>",
  () => {
    equal(readWords("link", address, 500), "Kettles of the harbour");
    document.getElementById("more")?.focus();
    equal(readWords("link", address, 500), "Read more");
    equal(readWords("link", "https://nowhere.example/", 500), "");
    equal(readWords("link", "https://b.example/", 9), "Something");
  }));

test("a teaser that is one link is named by its heading, a picture's link by the picture", () => {
  const teaser = "<p>Every morning at six.</p>".repeat(20);
  shown(`<a href='HERE'><h3>Kettles</h3>${teaser}</a>`, () =>
    equal(readWords("link", address, 500), "Kettles"));
  shown("<a href='HERE'><img alt='A harbour'></a>", () =>
    equal(readWords("link", address, 500), "A harbour"));
  shown("<a href='HERE' aria-label='The story'><svg></svg></a>", () =>
    equal(readWords("link", address, 500), "The story"));
});

test("links inside of shadow trees are found", () => shown("<x-list></x-list>", () => {
  const list = /** @type {HTMLElement} */ (document.querySelector("x-list"));
  list.attachShadow({ mode: "open" }).innerHTML = `<a href="${address}">Kettles</a>`;
  equal(readWords("link", address, 500), "Kettles");
}));

test("a picture is named by its alternative text, its title, or the caption of its figure", () => {
  const source = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
  shown(`<img src="${source}" alt=" Red  fruit ">`, () =>
    equal(readWords("image", source, 500), "Red fruit"));
  shown(`<figure><img src="${source}"><figcaption>In May</figcaption></figure>`, () =>
    equal(readWords("image", source, 500), "In May"));
  shown(`<img src="${source}">`, () => equal(readWords("image", source, 500), ""));
});
