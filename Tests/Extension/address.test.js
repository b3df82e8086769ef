// @ts-check
import { isReadableOnTheWay, normalAddress, originPattern } from "/extension/shared/address.js";
import { equal, test } from "./runner.js";

test("a server's address is brought into one form", () => {
  equal(normalAddress(" https://Fractal.Example.org/ "), "https://fractal.example.org");
  equal(normalAddress("fractal.example.org"), "https://fractal.example.org");
  equal(normalAddress("localhost:8080"), "http://localhost:8080");
  equal(normalAddress("127.0.0.1:8080/"), "http://127.0.0.1:8080");
  equal(normalAddress("https://example.org/fractal//"), "https://example.org/fractal");
});

test("what is no address of a server is refused", () => {
  for (const text of ["", " ", "ftp://example.org", "https://", "two words", "javascript:alert(1)",
    "https://ada:secret@example.org", "file:///etc/passwd"]) {
    equal(normalAddress(text), null);
  }
});

test("the permission names one host with its port, or without where ports are unknown", () => {
  equal(originPattern("http://127.0.0.1:8080"), "http://127.0.0.1:8080/*");
  equal(originPattern("http://127.0.0.1:8080", false), "http://127.0.0.1/*");
  equal(originPattern("https://example.org/fractal"), "https://example.org/*");
});

test("only plain http to another machine is readable on the way", () => {
  equal(isReadableOnTheWay("http://example.org"), true);
  equal(isReadableOnTheWay("https://example.org"), false);
  equal(isReadableOnTheWay("http://localhost:8080"), false);
  equal(isReadableOnTheWay("http://127.0.0.1:8080"), false);
  equal(isReadableOnTheWay("http://[::1]:8080"), false);
});
