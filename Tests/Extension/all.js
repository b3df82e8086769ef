// @ts-check
import { run } from "./runner.js";
import "./address.test.js";
import "./amending.test.js";
import "./backoff.test.js";
import "./body.test.js";
import "./outcome.test.js";
import "./page.test.js";
import "./pointing.test.js";
import "./queue.test.js";
import "./selection.test.js";
import "./words.test.js";

Object.assign(globalThis, { results: run() });
