import Shared

/// The address of a page without what does not tell pages apart, so that the same page is known
/// again.
///
/// Dropped are fragments (but not those of pages made by scripts, `#!` and `#/`), parameters that
/// only follow readers around, and what leads to the AMP or mobile form of a page. What is left
/// keeps its meaning: no parameter that may choose content goes.
public struct PageAddress: Hashable, Sendable {
  /// The address for people: cleaned, and still one that can be opened.
  public let clean: String
  /// The address as a key: also without scheme differences, `www.` and a slash at the end.
  public let key: String

  /// Rounds until a key is its own normal form; addresses with more layers keep what is left.
  private static let rounds = 16

  /// The normal form of an address; nil where it is no `http` or `https` address.
  public init?(_ text: String) {
    guard text.utf8.count <= CaptureLimits.addressBytes, var form = Self.normalized(text) else {
      return nil
    }
    clean = form.clean
    // What was behind one form may be another: a mobile page in an AMP cache.
    for _ in 0..<Self.rounds {
      guard let next = Self.normalized(form.key), next.key != form.key else { break }
      form = next
    }
    key = form.key
  }

  private static func normalized(_ text: String) -> (clean: String, key: String)? {
    guard var address = WebAddress(text),
      address.scheme == "http" || address.scheme == "https", !address.host.isEmpty
    else { return nil }
    leaveCache(&address)
    let host = host(address)
    guard isHost(host.name) else { return nil }
    address.authority = host.name + (host.port.map { ":\($0)" } ?? "")
    address.fragment = address.fragment.flatMap {
      $0.hasPrefix("!") || $0.hasPrefix("/") ? $0 : nil
    }
    address.path = path(address.path, host: host.name)
    address.query = query(address.query, host: host.name)
    unfold(&address, host: host.name)
    let clean = address.text
    address.scheme = "https"
    let name = address.host
    if name.hasPrefix("www."), name.dropFirst(4).contains(".") {
      address.authority = String((address.authority ?? "").dropFirst(4))
    }
    if address.path.utf8.count > 1, address.path.hasSuffix("/") { address.path.removeLast() }
    return (clean, address.text)
  }

  /// SHA-256 of the key, by which it is found.
  public var hash: [UInt8] { SHA256.digest(of: key) }

  /// The same as hexadecimal text, for lists.
  var hexHash: String { Hex.encode(hash) }

  /// True where the text can be the name or the address of a host.
  private static func isHost(_ name: String) -> Bool {
    if name.hasPrefix("[") { return name.hasSuffix("]") && name.utf8.count > 2 }
    return name.utf8.first.map { $0 != 0x2E } ?? false
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
        default: false
        }
      }
  }

  /// The page behind an address of Google's AMP viewer or of an AMP cache.
  private static func leaveCache(_ address: inout WebAddress) {
    let parts = address.path.split(separator: "/").map(String.init)
    var rest = parts[...]
    if address.host.hasSuffix(".cdn.ampproject.org") {
      // /c/s/example.com/page: content, secure, the page's own address
      guard rest.count > 1 else { return }
      rest = rest.dropFirst()
    } else if address.host == "www.google.com" || address.host == "google.com",
      rest.first == "amp"
    {
      rest = rest.dropFirst()
    } else {
      return
    }
    var scheme = "http"
    if rest.first == "s" {
      scheme = "https"
      rest = rest.dropFirst()
    }
    guard let host = rest.first, host.contains("."),
      let inner = WebAddress(
        "\(scheme)://\(rest.joined(separator: "/"))" + (address.query.map { "?" + $0 } ?? ""))
    else { return }
    address = inner
  }

  /// The host in lower case without labels of mobile and AMP forms, and a port that says something.
  private static func host(_ address: WebAddress) -> (name: String, port: String?) {
    var labels = address.host.split(separator: ".").map(String.init)
    while labels.last?.isEmpty == true { labels.removeLast() }
    let isBracketed = address.host.hasPrefix("[")
    let isAddress = isBracketed || labels.last?.allSatisfy(\.isNumber) ?? true
    if !isAddress {
      if labels.count > 2, ["m", "mobile", "touch", "amp", "mobil"].contains(labels[0]) {
        labels.removeFirst()
      } else if labels.count > 3, labels[1] == "m" || labels[1] == "mobile" {
        // en.m.wikipedia.org
        labels.remove(at: 1)
      }
    }
    let name =
      isBracketed
      ? address.host.prefix { $0 != "]" } + "]"
      : isAddress ? address.host : labels.joined(separator: ".")
    let authority = address.authority ?? ""
    let tail = authority.split(separator: "@").last.map(String.init) ?? ""
    var port: String?
    if let colon = tail.lastIndex(of: ":"), tail.last != "]" {
      let digits = String(tail[tail.index(after: colon)...])
      let usual = address.scheme == "https" ? "443" : "80"
      if !digits.isEmpty, digits.allSatisfy(\.isNumber), digits != usual { port = digits }
    }
    return (name, port)
  }

  private static func path(_ path: String, host: String) -> String {
    var path = normalizedEscapes(WebAddress.withoutDots(path.isEmpty ? "/" : path))
    for (ending, kept) in [("/amp", "/"), ("/amp/", "/"), (".amp.html", ".html"), (".amp", "")]
    where path.hasSuffix(ending) && path.utf8.count > ending.utf8.count + 1 {
      path = String(path.dropLast(ending.count)) + kept
      break
    }
    if path.hasPrefix("/amp/"), path.utf8.count > 5 { path = String(path.dropFirst(4)) }
    // Shops write where a reader came from behind the thing itself.
    if host.contains("amazon."), let place = path.firstRange(of: "/ref=") {
      path = String(path[..<place.lowerBound])
    }
    return path
  }

  /// Escapes in upper case, and letters, digits, `-`, `.`, `_` and `~` unescaped (RFC 3986,
  /// section 6.2.2).
  private static func normalizedEscapes(_ text: String) -> String {
    guard text.utf8.contains(0x25) else { return text }
    let bytes = Array(text.utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == 0x25, place + 2 < bytes.count, let high = Hex.value(of: bytes[place + 1]),
        let low = Hex.value(of: bytes[place + 2])
      {
        let byte = high << 4 | low
        if PercentEncoding.isUnreserved(byte) {
          output.append(byte)
        } else {
          output += [0x25, digits[Int(high)], digits[Int(low)]]
        }
        place += 3
      } else {
        output.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func query(_ query: String?, host: String) -> String? {
    guard let query else { return nil }
    var items = query.split(separator: "&").map(String.init).filter { item in
      let name = item.prefix { $0 != "=" }.lowercased()
      return !PageAddressNoise.isNoise(name, value: item.dropFirst(name.count + 1), host: host)
    }
    if host.hasSuffix("youtube.com"), items.contains(where: { $0.hasPrefix("v=") }) {
      // The list in which a video is played does not make it another one.
      items.removeAll { $0.hasPrefix("list=") }
    }
    let sorted = items.enumerated().sorted {
      ($0.element.prefix { $0 != "=" }, $0.offset) < ($1.element.prefix { $0 != "=" }, $1.offset)
    }
    return sorted.isEmpty
      ? nil : normalizedEscapes(sorted.map(\.element).joined(separator: "&"))
  }

  /// Short forms of well-known sites as their long ones.
  private static func unfold(_ address: inout WebAddress, host: String) {
    if host == "youtu.be" {
      let id = address.path.split(separator: "/").first.map(String.init) ?? ""
      guard !id.isEmpty else { return }
      address.authority = "www.youtube.com"
      address.path = "/watch"
      address.query = "v=" + id
    } else if host == "youtube.com" {
      address.authority = "www.youtube.com"
    }
  }
}
