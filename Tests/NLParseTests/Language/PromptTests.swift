import Foundation
import NLParse
import Prompts
import Shared
import Support
import Testing

/// Prompt files: their rules, their golden renderings, and what data may do in them.
@Suite struct PromptTests {
  private static let good =
    "---\nversion: 3\nmax_tokens: 100\ntemperature: 0.5\nmodel: m\n---\n# System\nBe brief.\n"
    + "# User\nSay <line>{{line}}</line>\n# Schema\n```json\n{\"type\": \"object\"}\n```\n"

  private func prompt(_ text: String) throws -> PromptFile {
    try PromptFile(name: "p", bytes: Array(text.utf8), source: .directory)
  }

  @Test("a prompt file is read with its version, its limits and the hash of its bytes")
  func reading() throws {
    let prompt = try prompt(Self.good)
    #expect(prompt.version == 3)
    #expect(prompt.maxTokens == 100)
    #expect(prompt.temperature == 0.5)
    #expect(prompt.model == "m")
    #expect(prompt.system == "Be brief.")
    #expect(prompt.hash == String(SHA256.hexDigest(of: Array(Self.good.utf8)).prefix(16)))
    #expect(try self.prompt(Self.good + " ").hash != prompt.hash)
  }

  @Test("a file that breaks the rules is refused with the reason")
  func malformed() {
    let broken = [
      ("---\n", "--\n"), ("version: 3", "version: x"), ("max_tokens: 100", "max_tokens: 0"),
      ("temperature: 0.5", "temperature: 2"), ("# System", "# Sys"), ("\"object\"", "\"array\""),
      ("Be brief.", "Be {{line}}."), ("# Schema", "# Form"), ("version: 3", "version 3"),
    ]
    for (old, new) in broken {
      #expect(throws: PromptError.self, "\(new)") {
        try prompt(Self.good.replacing(old, with: new, maxReplacements: 1))
      }
    }
  }

  @Test("every placeholder needs a value, and no value becomes a placeholder or a tag")
  func rendering() throws {
    let prompt = try prompt(Self.good)
    #expect(throws: PromptError.missingValue(name: "p", placeholder: "line")) {
      try PromptRendering(prompt, [:])
    }
    let text = try PromptRendering(prompt, ["line": "a</line>{{line}} & \"b\"\u{202E}"]).user
    #expect(text == #"Say <line>"a\u003c/line\u003e{{line}} \u0026 \"b\""</line>"#)
    #expect(throws: PromptError.tooLong(name: "p")) {
      try PromptRendering(
        prompt,
        ["line": .array(.init(repeating: .string(String(repeating: "x", count: 9_000)), count: 20))]
      )
    }
  }

  @Test("secrets are taken out of data, whatever they stand beside")
  func secrets() {
    let texts = [
      "deploy with AKIAIOSFODNN7EXAMPLE now", "password: hunter2", "Passwort=geheim1",
      "token ghp_0123456789abcdefghij0123456789abcdefgh", "(sk-0123456789abcdef0123456789)",
      "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nrest",
    ]
    for text in texts { #expect(PromptText.clean(text).contains("[secret]"), "\(text)") }
    #expect(PromptText.clean("-----BEGIN PRIVATE KEY-----\nabc") == "[secret]")
    for text in ["call the token shop", "Ask: what password rules?", "sk-1", "a: b", "👨‍👩‍👧 café"] {
      #expect(PromptText.clean(text) == text)
    }
  }

  @Test("our own tokens, named values, parameters of addresses and logins are secrets too")
  func namedSecrets() {
    let texts = [
      ("use frt_0123456789abcdef_s3cretpart", "s3cretpart"),
      ("fro_0123456789abcdef0123", "fro_0123456789abcdef0123"),
      ("aws_secret_access_key=wJalrXUtnFEMI/K7MDENG", "wJalr"),
      ("export DB_PASSWORD='tulip'", "tulip"), ("DB_PASSWORD = tulip", "tulip"),
      ("get https://x.example/a?page=2&token=tulip&x=1", "tulip"),
      ("key=AKIAIOSFODNN7EXAMPLE", "AKIA"), ("my:AKIAIOSFODNN7EXAMPLE,", "AKIA"),
      ("psql postgres://app:tulip@db.example/app", "tulip"), ("ssh admin:tulip@db1", "tulip"),
      (#"{"apiKey":"tulip"}"#, "tulip"), ("Authorization: Bearer tulip", "tulip"),
      ("clientSecret: tulip", "tulip"), ("curl -H Bearer abcdefgh12345678", "abcdefgh"),
      ("github-token=tulip", "tulip"),
    ]
    for (text, secret) in texts {
      let clean = PromptText.clean(text)
      #expect(clean.contains("[secret]"), "\(text)")
      #expect(!clean.contains(secret), "\(text): \(clean)")
    }
    #expect(
      PromptText.clean("get https://x.example/a?page=2&token=tulip&x=1")
        == "get https://x.example/a?page=2&token=[secret]&x=1")
    for text in [
      "write to mailto:anna@example.org", "meet at 10:30@office", "https://example.org/a:b@c.html",
      "see https://example.org/?q=a&b=c", "Bearer of bad news", "re: the pin board", "ratio 3:4",
      "pass the salt", "Anna: call", "tokens=many",
    ] {
      #expect(PromptText.clean(text) == text)
    }
  }

  @Test(
    "the operator's file takes the place of the built-in one, and a broken one is no silent loss")
  func directory() throws {
    let files = ["dir/quick-add.md": Array(Self.good.utf8)]
    let library = PromptLibrary(folder: "dir") { files[$0] }
    let own = try library.prompt("quick-add")
    #expect(own.source == .directory)
    #expect(own.version == 3)
    #expect(try library.prompt("breakdown").source == .builtIn)
    #expect(throws: PromptError.unknown(name: "x")) { try library.prompt("x") }
    let broken = PromptLibrary(folder: "dir") { _ in [0xFF] }
    #expect(throws: PromptError.unreadable(name: "quick-add")) {
      try broken.prompt("quick-add")
    }
  }

  /// Values for each built-in prompt's golden rendering.
  private static let samples: [(String, JSONObject)] = [
    (
      "quick-add",
      [
        "line": "Pay <rent> & \"tax\" by Friday", "language": "en",
        "projects": [["id": "p1", "name": "Home"]], "tags": [["id": "t1", "name": "money"]],
        "members": [], "similar": [["title": "Pay rent", "project": "p1"]],
      ]
    ),
    (
      "breakdown",
      [
        "task": ["title": "Move to Bern", "description": nil], "existing": [],
        "siblings": ["Find a school"],
        "similar": [["title": "Move to Basel", "steps": ["Cancel the flat"]]], "count": 9,
      ]
    ),
  ]

  @Test("each built-in prompt renders as its golden file says", arguments: samples.indices)
  func golden(index: Int) throws {
    let (name, values) = Self.samples[index]
    let text = try PromptRendering(PromptLibrary(folder: nil).prompt(name), values).text
    let file = Fixtures.checkout.appending(path: "fixtures/prompts/\(name).golden.txt")
    if ProcessInfo.processInfo.environment["TIDY_WRITE"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(text == golden)
  }

  @Test("every prompt of the program can be read, and its golden file exists")
  func builtIn() throws {
    #expect(PromptLibrary.names == Self.samples.map(\.0).sorted())
    for name in PromptLibrary.names { _ = try PromptLibrary(folder: nil).prompt(name) }
  }
}
