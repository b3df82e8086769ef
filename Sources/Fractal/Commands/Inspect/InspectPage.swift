import Glibc
import Ingest
import Shared

/// `fractal inspect page`: what is read from pages, with no database.
enum InspectPage: Command {
  static let name = "page"
  static let summary = "the article, metadata and kind of web pages"
  static let help = """
    usage: fractal inspect page < PAGE.html
           fractal inspect page --batch < PAGES.jsonl
           fractal inspect page --features < PAGES.jsonl

    The first form reads one page, whose address the environment's PAGE_URL may give; --batch
    reads JSON lines {"id", "url", "path"} and answers each at once with one line. Members: title,
    byline, siteName, publishedTime, excerpt, textContent, markdown, lang, image, type, wordCount,
    and more. Pages are read in a child process, as the worker reads them; one that ends the child
    gets an answer of nulls with "error". --features answers each page's blocks and what is
    measured of them (Benchmarks/page-model).

    example:
      curl -s https://example.com/ | PAGE_URL=https://example.com/ fractal inspect page
    """

  static func run(_ words: [String]) async throws -> Int32 {
    let arguments = try Arguments(words, flags: ["batch", "features"])
    let pool = SandboxPool(children: 1)
    defer { pool.close() }
    let wantsFeatures = arguments.flag("features")
    if !arguments.flag("batch"), !wantsFeatures {
      let address = getenv("PAGE_URL").map { String(cString: $0) }
      let answer = read(try StandardInput.readAll(), address, pool)
      StandardOutput.write(bytes: line(answer, id: nil))
      return 0
    }
    var lines = StandardInputLines()
    while let text = lines.next() {
      if text.isEmpty { continue }
      guard let question = try? JSONValue(parsing: text) else {
        throw UsageError("a line is no JSON")
      }
      let html = question["path"]?.stringValue.flatMap(WholeFile.read) ?? []
      let address = question["url"]?.stringValue
      let answer =
        wantsFeatures
        ? try pool.runNow(IngestSandbox.featuresRequest(html, address)).headerBytes
        : read(html, address, pool)
      guard StandardOutput.write(bytes: line(answer, id: question["id"] ?? .null)) else { return 1 }
    }
    return 0
  }

  private static func read(_ html: [UInt8], _ address: String?, _ pool: SandboxPool) -> [UInt8] {
    do {
      return try pool.runNow(IngestSandbox.pageRequest(html, address)).headerBytes
    } catch {
      var object = PageDraft().json.objectValue ?? [:]
      object["textContent"] = .null
      object["error"] = .string("\(error)")
      return JSONValue.object(object).serializedBytes
    }
  }

  /// The answer as one line, with the identifier as its first member.
  private static func line(_ answer: [UInt8], id: JSONValue?) -> [UInt8] {
    guard let id, answer.first == UInt8(ascii: "{") else { return answer + [0x0A] }
    var line = Array("{\"id\":".utf8) + id.serializedBytes
    if answer.count > 2 { line.append(UInt8(ascii: ",")) }
    line.append(contentsOf: answer.dropFirst())
    line.append(0x0A)
    return line
  }
}
