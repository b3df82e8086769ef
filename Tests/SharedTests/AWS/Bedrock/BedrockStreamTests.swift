import Foundation
import Support
import Testing

@testable import Shared

/// Streamed answers: frames, wherever they are split, and every way in which a stream may end.
@Suite struct BedrockStreamTests {
  private func assembled(_ world: BedrockWorld) async throws -> ConverseAnswer {
    var assembly = ConverseAssembly()
    for try await event in try await world.client.converseStream(BedrockWorld.question()) {
      assembly.add(event)
    }
    return try assembly.answer()
  }

  @Test(
    "a stream gives text and tool calls piece by piece, then its reason to stop and its usage",
    .enabled(if: PythonPeer.isAvailable))
  func stream() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules([
      [
        "reply": [
          "text": "Straße, 東京 and more", "unchecked": true,
          "tool": ["name": "steps", "input": ["steps": ["a", "b"]]],
        ]
      ]
    ])
    let answer = try await assembled(world)
    #expect(answer.text == "Straße, 東京 and more")
    #expect(answer.input(ofTool: "steps") == ["steps": ["a", "b"]])
    #expect(answer.stopReason == .toolUse)
    #expect(answer.usage?.totalTokens ?? 0 > 0)
  }

  @Test(
    "a stream split at every byte, with an event nobody knows, says the same",
    .enabled(if: PythonPeer.isAvailable))
  func splitEverywhere() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    try await world.double.setFaults([["chunk_bytes": 1], ["unknown_event": 1]])
    #expect(try await assembled(world).text == "Hello to you")
    #expect(try await assembled(world).text == "Hello to you")
  }

  @Test(
    "a stream that breaks off, politely or not, or is damaged, throws; exceptions keep their name",
    .enabled(if: PythonPeer.isAvailable))
  func brokenStreams() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    let faults: [(JSONValue, BedrockError.Code)] = [
      (["cut_after_events": 3], .transport),
      (["cut_after_events": 3, "clean_end": true], .malformedAnswer),
      (["cut_bytes": 30, "clean_end": true], .malformedAnswer),
      (["corrupt_event": 2], .malformedAnswer), (["corrupt_prelude": 2], .malformedAnswer),
      (["stream_exception": "throttlingException"], .throttled),
      (["stream_exception": "modelStreamErrorException"], .modelError),
      (["stream_exception": "internalServerException"], .internalServer),
      (["stream_exception": "serviceUnavailableException"], .unavailable),
      (["stream_exception": "validationException"], .validation),
    ]
    for (fault, code) in faults {
      try await world.double.setFaults([fault])
      let error = await #expect(throws: BedrockError.self) { try await assembled(world) }
      #expect(error?.code == code, "\(fault)")
    }
  }

  @Test("what fails before the stream begins is repeated", .enabled(if: PythonPeer.isAvailable))
  func repeatBeforeStream() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules(BedrockWorld.hello)
    try await world.double.setFaults([["error": "ThrottlingException", "times": 2]])
    #expect(try await assembled(world).isComplete)
    #expect(await world.attempts().count == 3)
  }

  @Test("letting go of a stream ends it", .enabled(if: PythonPeer.isAvailable))
  func lettingGo() async throws {
    let world = try BedrockWorld()
    try await world.double.setRules([
      ["reply": ["text": .string(String(repeating: "a", count: 40_000))]]
    ])
    for try await event in try await world.client.converseStream(BedrockWorld.question()) {
      if case .text = event { break }
    }
    try await world.double.setRules(BedrockWorld.hello)
    #expect(try await assembled(world).isComplete)
  }

  @Test("frames read back however their bytes are split", arguments: [UInt64(7), 8, 9])
  func splits(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let messages = (0..<Int(random.next() % 6)).map { _ in
        EventStreamMessage(
          headers: [":event-type": "t\(random.next() % 10)", "ü": String(random.next())],
          payload: (0..<Int(random.next() % 300)).map { _ in
            UInt8(truncatingIfNeeded: random.next())
          })
      }
      var rest = messages.flatMap(\.bytes)[...]
      var decoder = EventStreamDecoder()
      var read: [EventStreamMessage] = []
      while !rest.isEmpty {
        let count = min(rest.count, Int(random.next() % 40) + 1)
        decoder.push(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
        while let message = try decoder.next() { read.append(message) }
      }
      try decoder.finish()
      #expect(read == messages, "seed \(seed)")
    }
  }

  @Test(
    "a flipped bit anywhere in a frame is noticed, or makes the frame wait for bytes that never come"
  )
  func flippedBits() {
    let frame = EventStreamMessage(headers: ["a": "b"], payload: [1, 2, 3]).bytes
    for index in frame.indices {
      for bit in 0..<8 {
        var damaged = frame
        damaged[index] ^= 1 << UInt8(bit)
        var decoder = EventStreamDecoder()
        decoder.push(damaged)
        let message = try? decoder.next()
        #expect(message == nil)
      }
    }
  }

  @Test("a frame that claims to be larger than allowed is refused before its bytes are waited for")
  func largeFrames() {
    var decoder = EventStreamDecoder()
    let total = UInt32(BedrockLimits.frameBytes + 1)
    var prelude = [UInt8](repeating: 0, count: 8)
    for index in 0..<4 {
      prelude[index] = UInt8(truncatingIfNeeded: total >> (24 - 8 * UInt32(index)))
    }
    let sum = Checksum.crc32(prelude[...])
    decoder.push(prelude + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * UInt32($0))) })
    #expect(throws: EventStreamError.badLength) { try decoder.next() }
  }
}
