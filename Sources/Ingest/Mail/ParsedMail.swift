/// A mail as a tree of parts over its own bytes.
///
/// Parsing finds the places of everything and copies nothing but embedded messages in a transfer
/// encoding; texts, names and contents are decoded when they are asked for.
public struct ParsedMail: Sendable {
  /// The raw message, then each embedded message that had to be decoded first.
  var buffers: [[UInt8]]
  /// The header fields of all parts.
  var fields: [MailField]
  /// All parts in the order of the message, containers before what they hold; never empty.
  public internal(set) var parts: [MailPart]
  /// What was odd or cut while the structure was read.
  public internal(set) var warnings: MailWarnings

  /// The bytes of the message as they came.
  public var raw: [UInt8] { buffers[0] }

  /// The first field of that name in a part's header, with the buffer it lies in.
  func field(_ name: MailFieldName, of part: Int = 0) -> MailField? {
    for index in parts[part].fields where fields[index].name == name {
      return fields[index]
    }
    return nil
  }

  /// The decoded values of all fields of that name in a part's header, in their order.
  ///
  /// - Parameters:
  ///   - name: the field's name, compared without case.
  ///   - part: the part, by default the message itself.
  ///   - limit: the most values to give.
  public func values(named name: String, of part: Int = 0, limit: Int = 100) -> [String] {
    var found: [String] = []
    let wanted = name.utf8.map(Byte.lowercased)
    let node = parts[part]
    let buffer = buffers[node.buffer]
    let bytes = buffer.span
    for index in node.fields where found.count < limit {
      let field = fields[index]
      guard field.nameRange.count == wanted.count else { continue }
      let start = field.nameRange.lowerBound
      var same = true
      for offset in wanted.indices where Byte.lowercased(bytes[start + offset]) != wanted[offset] {
        same = false
        break
      }
      if same { found.append(HeaderText.decode(bytes, field.valueRange).text) }
    }
    return found
  }
}
