/// Where a request's streamed body is written.
public struct HTTPUploadWriter: Sendable {
  private let upload: UploadBuffer

  /// A writer into the buffer that libcurl reads from.
  init(_ upload: UploadBuffer) {
    self.upload = upload
  }

  /// Hands bytes over; waits while more than `HTTPClientLimits.bufferBytes` are unsent.
  ///
  /// - Throws: `CancellationError` when the transfer has ended.
  public func write(_ bytes: [UInt8]) async throws {
    try await upload.push(bytes)
  }
}
