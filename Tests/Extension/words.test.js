// @ts-check
import { remember, tagsIn } from "/extension/shared/tags.js";
import { describe, fromNow } from "/extension/shared/words.js";
import { equal, holds, test } from "./runner.js";

test("tags are parted by commas, lose their #, and stand once whatever their case", () => {
  equal(tagsIn(" #reading, Reading,, to  do ; #  x "), ["reading", "to  do", "x"]);
  equal(tagsIn(""), []);
  equal(tagsIn("a".repeat(80))[0].length, 50);
  equal(tagsIn([...Array(40).keys()].join(",")).length, 20);
});

test("used tags are remembered first", () => {
  equal(remember(["b"], ["a", "B", "c"]), ["b", "a", "c"]);
});

test("every failure has a sentence, and a refusal tells the server's", () => {
  holds(describe({ code: "signedOut" }), "Not signed in");
  holds(describe({ code: "unreachable" }), "away");
  holds(describe({ code: "tooLarge" }), "20 MB");
  holds(describe({ code: "refused", detail: "must be https" }), "must be https");
});

test("waits are told in words", () => {
  equal([0, 5_000, 120_000].map(fromNow), ["now", "in 5 seconds", "in 2 minutes"]);
});
