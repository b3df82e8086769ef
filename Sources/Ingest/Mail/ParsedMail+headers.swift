extension ParsedMail {
  /// The decoded subject of a message part, nil where there is none.
  public func subject(of part: Int = 0) -> String? {
    guard let field = field(.subject, of: part) else { return nil }
    let buffer = buffers[parts[part].buffer]
    return HeaderText.decode(buffer.span, field.valueRange).text
  }

  /// The mailboxes of an address field of a message part, all fields of that name together.
  public func addresses(_ name: MailFieldName, of part: Int = 0) -> [MailAddress] {
    var result: [MailAddress] = []
    let buffer = buffers[parts[part].buffer]
    let bytes = buffer.span
    for index in parts[part].fields where fields[index].name == name {
      let found = AddressParser.parse(bytes, fields[index].valueRange).mailboxes
      if result.isEmpty { result = found } else { result += found }
      if result.count >= MailLimits.addresses { break }
    }
    return result
  }

  /// Seconds since 1970 of the first Date field that can be read.
  public func date(of part: Int = 0) -> Int64? {
    let buffer = buffers[parts[part].buffer]
    let bytes = buffer.span
    for index in parts[part].fields where fields[index].name == .date {
      if let date = MailDate.parse(bytes, fields[index].valueRange) { return date }
    }
    return nil
  }

  /// The Message-ID without its angle brackets.
  public func messageID(of part: Int = 0) -> String? {
    guard let field = field(.messageID, of: part) else { return nil }
    let buffer = buffers[parts[part].buffer]
    let bytes = buffer.span
    if let first = MessageIDList.parse(bytes, field.valueRange, limit: 1).first { return first }
    let text = ByteSearch.trimmed(bytes, field.valueRange)
    return text.isEmpty || text.count > 998 ? nil : ByteSearch.string(bytes, text)
  }

  /// The identifiers of In-Reply-To or References without their brackets, oldest first.
  public func references(_ name: MailFieldName, of part: Int = 0) -> [String] {
    guard let field = field(name, of: part) else { return [] }
    let buffer = buffers[parts[part].buffer]
    return MessageIDList.parse(
      buffer.span, field.valueRange, limit: MailLimits.references)
  }

  /// The media type of a part in lower case, `text/plain` where none is given.
  public func mediaType(of part: Int) -> String {
    let node = parts[part]
    if node.mediaType.isEmpty {
      return switch node.kind {
      case .message: "message/rfc822"
      case .plainText: "text/plain"
      default: "application/octet-stream"
      }
    }
    if node.kind == .plainText { return "text/plain" }
    if node.kind == .html { return "text/html" }
    let buffer = buffers[node.buffer]
    let text = ByteSearch.copy(buffer.span, node.mediaType).map(Byte.lowercased)
    return String(decoding: text.filter { !Byte.isSpace($0) }.prefix(200), as: UTF8.self)
  }

  /// The file name that a part gives, decoded but not cleaned; never a path to be used.
  public func fileName(of part: Int) -> String? {
    let node = parts[part]
    let buffer = buffers[parts[part].buffer]
    let bytes = buffer.span
    if !node.disposition.isEmpty,
      let name = ParameterText.decode(bytes, node.disposition, "filename"), !name.isEmpty
    {
      return name
    }
    guard !node.contentType.isEmpty else { return nil }
    let name = ParameterText.decode(bytes, node.contentType, "name")
    return name?.isEmpty == true ? nil : name
  }

  /// A parameter of a part's Content-Type, such as `format` or `method`.
  public func contentTypeParameter(_ name: StaticString, of part: Int) -> String? {
    let node = parts[part]
    guard !node.contentType.isEmpty else { return nil }
    let buffer = buffers[node.buffer]
    return ParameterText.decode(buffer.span, node.contentType, name)
  }

  /// The Content-ID of a part without its angle brackets.
  public func contentID(of part: Int) -> String? {
    let range = parts[part].contentID
    guard !range.isEmpty else { return nil }
    let buffer = buffers[parts[part].buffer]
    let bytes = buffer.span
    var text = ByteSearch.trimmed(bytes, range)
    guard !text.isEmpty, text.count < 1_000 else { return nil }
    if bytes[text.lowerBound] == Byte.less { text = (text.lowerBound + 1)..<text.upperBound }
    if let last = text.last, bytes[last] == Byte.greater { text = text.lowerBound..<last }
    return ByteSearch.string(bytes, text)
  }
}

extension ParsedMail {
  /// True where subject or address fields of the message reach a limit of what is decoded.
  var hasCutHeaders: Bool {
    let buffer = buffers[parts[0].buffer]
    let bytes = buffer.span
    for index in parts[0].fields {
      let field = fields[index]
      // Shorter values cannot hold more words or mailboxes than the limits.
      guard field.valueRange.count > MailLimits.addresses else { continue }
      switch field.name {
      case .subject:
        if HeaderText.decode(bytes, field.valueRange).isCut { return true }
      case .from, .to, .cc:
        if AddressParser.parse(bytes, field.valueRange).isCut { return true }
      default: break
      }
    }
    return false
  }
}
