extension MailParser {
  /// Reads the header at `start` and everything that belongs to it, and returns where it stopped.
  mutating func readEntity(
    _ bytes: Span<UInt8>, buffer: Int, at start: Int, to end: Int, parent: Int, depth: Int,
    fallback: MediaKind
  ) -> Stop {
    let firstField = fields.count
    let bodyStart = readFields(bytes, at: start, to: end)
    var part = MailPart(
      kind: fallback, encoding: .identity, isAttachment: false, isInline: false, parent: parent,
      depth: depth, buffer: buffer, fields: firstField..<fields.count, body: bodyStart..<bodyStart,
      mediaType: 0..<0, charset: 0..<0, contentType: 0..<0, disposition: 0..<0, contentID: 0..<0,
      isCut: false)
    let boundary = describe(&part, bytes)
    guard parts.count < MailLimits.parts else {
      warnings.insert(.tooManyParts)
      return Stop(place: end, match: nil)
    }
    if depth >= MailLimits.depth, !part.isLeaf {
      warnings.insert(.tooDeep)
      part.kind = .other
      part.isCut = true
    }
    let index = parts.count
    parts.append(part)
    if part.kind.isMultipart {
      return readMultipart(bytes, index, boundary, at: bodyStart, to: end)
    }
    if part.kind == .message, part.encoding == .identity {
      let stop = readEntity(
        bytes, buffer: buffer, at: bodyStart, to: end, parent: index, depth: depth + 1,
        fallback: .plainText)
      parts[index].body = bodyStart..<contentEnd(bytes, from: bodyStart, stop)
      return stop
    }
    let stop = nextBoundary(bytes, from: bodyStart, to: end)
    parts[index].body = bodyStart..<contentEnd(bytes, from: bodyStart, stop)
    if part.kind == .message { embedded.append(index) }
    if part.kind == .smime { warnings.insert(Self.sealing(bytes, part)) }
    return stop
  }

  /// Why the content of an S/MIME object stays closed (RFC 8551 section 3.2.2).
  private static func sealing(_ bytes: Span<UInt8>, _ part: MailPart) -> MailWarning {
    guard !part.contentType.isEmpty,
      let type = ParameterText.decode(bytes, part.contentType, "smime-type")
    else { return .encrypted }
    let open = ["signed-data", "certs-only", "compressed-data"]
    return open.contains(type.lowercased()) ? .opaqueSignature : .encrypted
  }

  /// Reads the parts of the multipart whose body begins at `start`.
  private mutating func readMultipart(
    _ bytes: Span<UInt8>, _ index: Int, _ boundary: Boundary, at start: Int, to end: Int
  ) -> Stop {
    let part = parts[index]
    if part.kind == .encrypted { warnings.insert(.encrypted) }
    let level = boundaries.count
    switch boundary {
    case .range(let range): boundaries.push(bytes, range)
    case .unquoted(let text): boundaries.push(text)
    case .none:
      guard let guess = Self.guessBoundary(bytes, from: start, to: end) else {
        return readAsText(bytes, index, at: start, to: end)
      }
      warnings.insert(.noBoundary)
      boundaries.push(bytes, guess)
    }
    var stop = nextBoundary(bytes, from: start, to: end)
    if stop.match?.level != level {
      boundaries.pop()
      // Looked for once more near the top only, so that no byte is searched too often.
      guard part.depth < 4, let guess = Self.guessBoundary(bytes, from: start, to: stop.place)
      else { return readAsText(bytes, index, at: start, to: end) }
      warnings.insert(.noBoundary)
      boundaries.push(bytes, guess)
      stop = nextBoundary(bytes, from: start, to: end)
    }
    let fallback: MediaKind = part.kind == .digest ? .message : .plainText
    while let match = stop.match, match.level == level, !match.closes {
      var next = match.next
      // Boundary lines that follow each other directly enclose nothing.
      while next + 1 < end, bytes[next] == Byte.hyphen, bytes[next + 1] == Byte.hyphen,
        let again = boundaries.match(bytes, at: next, to: end), again.level == level,
        !again.closes
      {
        next = again.next
      }
      if next >= end {
        stop = Stop(place: end, match: nil)
        break
      }
      stop = readEntity(
        bytes, buffer: part.buffer, at: next, to: end, parent: index, depth: part.depth + 1,
        fallback: fallback)
    }
    boundaries.pop()
    if let match = stop.match, match.level == level {
      // The closing line was found: what follows up to the outer boundary is not shown.
      stop = nextBoundary(bytes, from: match.next, to: end)
    } else {
      warnings.insert(.unclosed)
    }
    parts[index].body = start..<contentEnd(bytes, from: start, stop)
    return stop
  }

  /// Keeps the content of a multipart without boundary lines as text, unless it is empty.
  private mutating func readAsText(
    _ bytes: Span<UInt8>, _ index: Int, at start: Int, to end: Int
  ) -> Stop {
    let stop = nextBoundary(bytes, from: start, to: end)
    let body = start..<contentEnd(bytes, from: start, stop)
    parts[index].body = body
    warnings.insert(.noBoundary)
    if !ByteSearch.trimmed(bytes, body).isEmpty {
      parts[index].kind = .plainText
      parts[index].mediaType = 0..<0
    }
    return stop
  }

  /// The next line from `start` on that belongs to an open multipart.
  func nextBoundary(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Stop {
    guard boundaries.count > 0 else { return Stop(place: end, match: nil) }
    var position = start
    while let hit = ByteSearch.index(of: Byte.hyphen, in: bytes, from: position, to: end) {
      if hit + 1 < end, bytes[hit + 1] == Byte.hyphen,
        hit == start || bytes[hit - 1] == Byte.lineFeed,
        let match = boundaries.match(bytes, at: hit, to: end)
      {
        return Stop(place: hit, match: match)
      }
      position = hit + 1
    }
    return Stop(place: end, match: nil)
  }

  /// The end of content before a stop: the line end in front of a boundary belongs to the boundary.
  private func contentEnd(_ bytes: Span<UInt8>, from start: Int, _ stop: Stop) -> Int {
    var end = stop.place
    guard stop.match != nil else { return max(end, start) }
    if end > start, bytes[end - 1] == Byte.lineFeed {
      end -= 1
      if end > start, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
    }
    return max(end, start)
  }

  /// The boundary of a multipart that names none: its first line of two hyphens and a word, where
  /// header fields follow.
  private static func guessBoundary(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Range<Int>? {
    var position = start
    for _ in 0..<64 where position < end {
      let lineEnd = ByteSearch.lineEnd(in: bytes, from: position, to: end)
      let line = ByteSearch.trimmed(bytes, position..<lineEnd)
      if line.count > 2, line.count < 200, line.lowerBound == position,
        bytes[position] == Byte.hyphen, bytes[position + 1] == Byte.hyphen,
        ByteSearch.hasPrefix(bytes, at: lineEnd + 1, to: end, "content-")
      {
        return (position + 2)..<line.upperBound
      }
      position = lineEnd + 1
    }
    return nil
  }
}
