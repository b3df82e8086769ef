/// A model's answer while it is being written; read it once.
///
/// It ends only after the message has: a stream that breaks off earlier, however politely, throws.
public struct ConverseStream: AsyncSequence, Sendable {
  /// What comes.
  public typealias Element = ConverseStreamEvent
  /// Why the rest does not come.
  public typealias Failure = BedrockError

  private let body: HTTPResponseBody
  private let onUsage: @Sendable (ModelUsage) async -> Void

  /// The events of a body.
  init(_ body: HTTPResponseBody, onUsage: @escaping @Sendable (ModelUsage) async -> Void) {
    self.body = body
    self.onUsage = onUsage
  }

  /// Reads the events in order.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private var pieces: HTTPResponseBody.AsyncIterator
    private var decoder = EventStreamDecoder()
    private var isStopped = false
    private let onUsage: @Sendable (ModelUsage) async -> Void

    fileprivate init(_ stream: ConverseStream) {
      pieces = stream.body.makeAsyncIterator()
      onUsage = stream.onUsage
    }

    /// The next event; nil after the last.
    ///
    /// - Throws: `BedrockError`.
    public mutating func next() async throws(BedrockError) -> ConverseStreamEvent? {
      while true {
        if let message = try frame() {
          let event = try ConverseStreamEvent(message)
          if case .stop = event { isStopped = true }
          if case .usage(let usage) = event { await onUsage(usage) }
          return event
        }
        let piece: [UInt8]?
        do throws(HTTPClientError) {
          piece = try await pieces.next()
        } catch {
          throw BedrockError(error)
        }
        guard let piece else {
          guard isStopped, (try? decoder.finish()) != nil else {
            throw BedrockError(.malformedAnswer)
          }
          return nil
        }
        decoder.push(piece)
      }
    }

    private mutating func frame() throws(BedrockError) -> EventStreamMessage? {
      do throws(EventStreamError) {
        return try decoder.next()
      } catch {
        throw BedrockError(.malformedAnswer)
      }
    }
  }

  /// An iterator over what has not been read yet.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
