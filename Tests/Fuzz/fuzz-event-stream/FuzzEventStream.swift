import Shared

/// What comes down a model's stream: frames of any bytes, split anywhere. Nothing may trap, the
/// place of a split must not matter, and what is read writes back to frames that read the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEventStream(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let split = bytes.first.map({ Int($0) + 1 }) else { return 0 }
  // Nearly no random bytes have fitting checksums, so most inputs become payloads of good frames.
  let stream =
    bytes.count % 4 == 0
    ? bytes
    : EventStreamMessage(headers: [":event-type": "a"], payload: bytes).bytes + bytes
  let whole = read([stream])
  var pieces: [[UInt8]] = []
  for place in Swift.stride(from: 0, to: stream.count, by: split) {
    pieces.append(Array(stream[place..<min(place + split, stream.count)]))
  }
  let apart = read(pieces)
  precondition(whole == apart, "the place of a split matters")
  // Names that are no UTF-8 grow when they are repaired, and longer ones are cut.
  for message in whole where message.headers.allSatisfy({ $0.key.utf8.count < 255 }) {
    precondition(read([message.bytes]) == [message], "a frame does not read back")
  }
  return 0
}

private func read(_ pieces: [[UInt8]]) -> [EventStreamMessage] {
  var decoder = EventStreamDecoder()
  var found: [EventStreamMessage] = []
  for piece in pieces {
    decoder.push(piece)
    do {
      while let message = try decoder.next() { found.append(message) }
    } catch {
      return found
    }
  }
  return found
}
