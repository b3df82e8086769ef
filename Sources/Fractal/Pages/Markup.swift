/// HTML made of parts that cannot be confused: text is escaped, names of elements and attributes are
/// fixed in the program.
struct Markup: Sendable, Equatable {
  /// The HTML.
  let html: String

  /// Text, escaped.
  static func text(_ text: String) -> Markup { Markup(html: escaped(text)) }

  /// HTML that our own renderer has made safe.
  static func rendered(_ html: String) -> Markup { Markup(html: html) }

  /// Nothing.
  static let nothing = Markup(html: "")

  /// An element; an attribute without a value is left out.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
    _ content: [Markup] = []
  ) -> Markup {
    var html = "<\(name)"
    for (name, value) in attributes {
      if let value { html += " \(name)=\"\(escaped(value))\"" }
    }
    html += ">"
    guard !isVoid(name) else { return Markup(html: html) }
    for part in content { html += part.html }
    return Markup(html: html + "</\(name)>")
  }

  /// An element that holds text alone.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ text: String
  ) -> Markup {
    element(name, attributes, [.text(text)])
  }

  /// A link; one that leads neither to the web nor to a path of ours is its words alone.
  static func link(_ address: String, _ text: String) -> Markup {
    let isOurs = address.hasPrefix("/") && !address.hasPrefix("//") || address.hasPrefix("?")
    guard isOurs || address.hasPrefix("https://") || address.hasPrefix("http://") else {
      return .text(text)
    }
    return element("a", ["href": address, "rel": isOurs ? nil : "noreferrer noopener"], text)
  }

  /// One after the other.
  static func + (lhs: Markup, rhs: Markup) -> Markup { Markup(html: lhs.html + rhs.html) }

  /// Elements that have no content (HTML standard, section 13.1.2).
  private static func isVoid(_ name: StaticString) -> Bool {
    ["br", "hr", "img", "input", "meta", "link", "col"].contains("\(name)")
  }

  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
      case 0: break
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
