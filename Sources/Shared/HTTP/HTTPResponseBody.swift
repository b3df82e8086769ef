/// The body of an answer, piece by piece; the sender is held up while nobody reads.
///
/// It can be read once. Letting go of it, or of the task that reads it, ends the transfer.
public final class HTTPResponseBody: AsyncSequence, Sendable {
  /// Bytes in the order in which they came.
  public typealias Element = [UInt8]
  /// Why the rest does not come.
  public typealias Failure = HTTPClientError

  /// Reads the pieces in order.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let body: HTTPResponseBody

    /// The next piece; nil at the end.
    ///
    /// - Throws: `HTTPClientError`; whatever came before it was cut off by the error.
    public mutating func next() async throws(HTTPClientError) -> [UInt8]? {
      try await body.transfer.nextPiece()
    }
  }

  private let transfer: CurlTransfer

  /// The body of a transfer whose head has come.
  init(_ transfer: CurlTransfer) {
    self.transfer = transfer
  }

  deinit {
    transfer.cancel()
  }

  /// An iterator over what has not been read yet.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(body: self)
  }

  /// The rest of the body in one array.
  ///
  /// - Throws: `HTTPClientError.Code.bodyTooLarge` above the request's limit; any other error that
  ///   cut the body off.
  public func collect() async throws(HTTPClientError) -> [UInt8] {
    var all: [UInt8] = []
    while let piece = try await transfer.nextPiece() { all += piece }
    return all
  }
}
