extension MailParser {
  /// Fills in what a part's own fields say about it and returns its boundary.
  ///
  /// Of a field that is given twice the last counts, as most mail clients read it.
  func describe(_ part: inout MailPart, _ bytes: Span<UInt8>) -> Boundary {
    var boundary = Boundary.none
    for index in part.fields {
      let field = fields[index]
      switch field.name {
      case .contentType: part.contentType = field.valueRange
      case .contentTransferEncoding:
        part.encoding = TransferEncoding.recognise(bytes, field.valueRange)
      case .contentDisposition: part.disposition = field.valueRange
      case .contentID: part.contentID = field.valueRange
      default: break
      }
    }
    if !part.contentType.isEmpty { boundary = readContentType(&part, bytes) }
    if !part.disposition.isEmpty {
      let word = ByteSearch.trimmed(bytes, part.disposition)
      part.isAttachment = ByteSearch.hasPrefix(
        bytes, at: word.lowerBound, to: word.upperBound, "attachment")
      part.isInline = ByteSearch.hasPrefix(
        bytes, at: word.lowerBound, to: word.upperBound, "inline")
    }
    return boundary
  }

  private func readContentType(_ part: inout MailPart, _ bytes: Span<UInt8>) -> Boundary {
    var scanner = ParameterScanner(bytes, part.contentType)
    let type = scanner.mediaType(bytes)
    if let type {
      part.mediaType = type.type.lowerBound..<type.subtype.upperBound
      part.kind = MediaKind.recognise(bytes, type: type.type, subtype: type.subtype)
    } else {
      part.kind = .plainText
    }
    guard part.kind.isMultipart || part.kind.isText else { return .none }
    var boundary = Boundary.none
    while let parameter = scanner.next(bytes) {
      if part.kind.isText {
        if ByteSearch.equals(bytes, parameter.name, "charset"), parameter.section == nil {
          part.charset = ByteSearch.trimmed(bytes, parameter.value)
          if !parameter.hasEscapes { break }
        }
        continue
      }
      guard ByteSearch.equals(bytes, parameter.name, "boundary") else { continue }
      if parameter.section != nil || parameter.isExtended || parameter.hasEscapes {
        let text = ParameterText.decode(bytes, part.contentType, "boundary") ?? ""
        return text.isEmpty ? .none : .unquoted(Array(text.utf8))
      }
      var end = parameter.value.upperBound
      while end > parameter.value.lowerBound, Byte.isSpace(bytes[end - 1]) { end -= 1 }
      if end > parameter.value.lowerBound {
        boundary = .range(parameter.value.lowerBound..<end)
        break
      }
    }
    return boundary
  }
}
