import CXML
import Glibc

/// libxml2's HTML parser, used for its events alone; the tree is ours.
///
/// Without a tree of its own libxml2 has neither its limit of 256 open elements nor that of 10 MB
/// in one run of text, both of which drop the rest of a document in silence.
enum HTMLParser {
  /// Feeds the events of scrubbed UTF-8 markup to the builder.
  static func parse(_ markup: [UInt8], into builder: HTMLTreeBuilder) {
    guard !markup.isEmpty, let context = htmlNewParserCtxt() else { return }
    defer { htmlFreeParserCtxt(context) }
    memset(context.pointee.sax, 0, MemoryLayout<htmlSAXHandler>.size)
    context.pointee.sax.pointee.initialized = 1
    context.pointee.sax.pointee.startElement = startElement
    context.pointee.sax.pointee.endElement = endElement
    context.pointee.sax.pointee.characters = characters
    context.pointee.sax.pointee.ignorableWhitespace = characters
    context.pointee.sax.pointee.cdataBlock = characters
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue | HTML_PARSE_NOIMPLIED.rawValue
      | HTML_PARSE_IGNORE_ENC.rawValue
    withExtendedLifetime(builder) {
      context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
      markup.withUnsafeBytes { buffer in
        let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress
        let document = htmlCtxtReadMemory(
          context, start, Int32(clamping: buffer.count), nil, "UTF-8", Int32(options))
        if let document { xmlFreeDoc(document) }
      }
    }
  }

  private static let startElement: startElementSAXFunc = { data, name, attributes in
    guard let data, let name else { return }
    let builder = Unmanaged<HTMLTreeBuilder>.fromOpaque(data).takeUnretainedValue()
    builder.start(tag(name))
    guard let attributes else { return }
    var place = 0
    while let attribute = attributes[place] {
      let value = attributes[place + 1]
      place += 2
      guard let known = HTMLAttributeName.find(key(attribute)) else { continue }
      let length = value.map { strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) }
      builder.attribute(known, UnsafeBufferPointer(start: value, count: length ?? 0))
    }
  }

  private static let endElement: endElementSAXFunc = { data, name in
    guard let data, let name else { return }
    Unmanaged<HTMLTreeBuilder>.fromOpaque(data).takeUnretainedValue().end(tag(name))
  }

  private static let characters: charactersSAXFunc = { data, text, count in
    guard let data, let text, count > 0 else { return }
    Unmanaged<HTMLTreeBuilder>.fromOpaque(data).takeUnretainedValue()
      .text(UnsafeBufferPointer(start: text, count: Int(count)))
  }

  private static func tag(_ name: UnsafePointer<UInt8>) -> HTMLTag { HTMLTag.find(key(name)) }

  private static func key(_ name: UnsafePointer<UInt8>) -> NameTable.Key {
    var key = NameTable.Key()
    var place = 0
    while name[place] != 0 {
      key.append(name[place])
      place += 1
    }
    return key
  }
}
