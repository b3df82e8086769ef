// @ts-check
import { compressedBody, pageBytes, withoutText } from "/extension/shared/body.js";
import { equal, test } from "./runner.js";

/** @param {ArrayBuffer} packed */
async function unpacked(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** @returns {any} */
function row() {
  return { captureId: "c", project: null, tags: [], note: "" };
}

test("a body is the page with what a person added, compressed", async () => {
  const html = "<p>\"ä€😀\"</p>";
  const page = pageBytes({ url: "u", html, selections: undefined });
  const own = { ...row(), project: "p", tags: ["t"], note: "n" };
  equal(await unpacked(await compressedBody(own, page)),
    { captureId: "c", project: "p", tags: ["t"], note: "n", url: "u", html });
});

test("what a person left empty is not sent", async () => {
  equal(await unpacked(await compressedBody(row(), pageBytes({ url: "u" }))),
    { captureId: "c", url: "u" });
});

test("a page loses its text and nothing else", async () => {
  const page = await withoutText(pageBytes({ url: "u", html: "x", selections: ["s"] }));
  equal(await unpacked(await compressedBody(row(), page)),
    { captureId: "c", url: "u", selections: ["s"] });
});
