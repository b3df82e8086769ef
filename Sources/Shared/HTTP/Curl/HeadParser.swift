/// Puts an answer's head together from the lines that libcurl hands over, one at a time.
struct HeadParser {
  /// What a line completes.
  enum Step: Equatable {
    /// Nothing yet.
    case more
    /// The head of the final answer.
    case complete
    /// More header fields or bytes than allowed.
    case tooLarge
  }

  /// The status code of the answer being read; 0 before its first line.
  private(set) var status = 0
  /// Its header fields.
  private(set) var headers = HTTPHeaders()
  private var bytes = 0
  private var isComplete = false

  /// A parser at the start of an answer.
  init() {}

  /// Reads one line with its line end.
  ///
  /// A status line begins anew, since 1xx answers come before the final one. Trailers, which come
  /// after the body, are not kept.
  mutating func read(_ line: UnsafeRawBufferPointer) -> Step {
    bytes += line.count
    if bytes > HTTPClientLimits.headerBytes { return .tooLarge }
    if isComplete { return .more }
    var text = line[...]
    while let last = text.last, last == 0x0D || last == 0x0A { text = text.dropLast() }
    if text.isEmpty {
      isComplete = status >= 200
      return isComplete ? .complete : .more
    }
    if text.starts(with: "HTTP/".utf8) {
      status = Self.status(String(decoding: text, as: UTF8.self))
      headers = HTTPHeaders()
      return .more
    }
    guard let colon = text.firstIndex(of: 0x3A) else { return .more }
    if headers.count >= HTTPClientLimits.headerFields { return .tooLarge }
    headers.add(
      String(decoding: text[..<colon], as: UTF8.self), Self.value(text[(colon + 1)...]))
    return .more
  }

  private static func status(_ line: String) -> Int {
    line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  }

  private static func value(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes = bytes.dropFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
