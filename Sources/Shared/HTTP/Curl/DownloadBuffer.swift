import Synchronization

/// What has come of an answer, between libcurl's queue and the task that reads.
final class DownloadBuffer: Sendable {
  /// The head of an answer.
  struct Head: Sendable {
    /// The status code.
    var status: Int
    /// The header fields.
    var headers: HTTPHeaders
  }

  private struct State {
    var head: Head?
    var pieces: [[UInt8]] = []
    var bytes = 0
    var isFinished = false
    var error: HTTPClientError?
    var isPaused = false
    var headWaiter: CheckedContinuation<Result<Head, HTTPClientError>, Never>?
    var pieceWaiter: CheckedContinuation<Result<[UInt8]?, HTTPClientError>, Never>?
  }

  /// What the reader has to do besides taking its piece.
  enum Next {
    /// A piece, the end, or an error; true where the sender may go on.
    case now(Result<[UInt8]?, HTTPClientError>, resumes: Bool)
    /// Nothing yet.
    case later
  }

  private let state = Mutex(State())

  /// The head, as soon as it is there.
  func waitForHead(
    _ continuation: CheckedContinuation<Result<Head, HTTPClientError>, Never>
  ) {
    let ready: Result<Head, HTTPClientError>? = state.withLock { state in
      if let head = state.head { return .success(head) }
      if let error = state.error { return .failure(error) }
      state.headWaiter = continuation
      return nil
    }
    if let ready { continuation.resume(returning: ready) }
  }

  /// True once the head is there.
  var hasHead: Bool { state.withLock { $0.head != nil } }

  /// Takes the head.
  func setHead(_ head: Head) {
    let waiter = state.withLock { state in
      state.head = head
      let waiter = state.headWaiter
      state.headWaiter = nil
      return waiter
    }
    waiter?.resume(returning: .success(head))
  }

  /// Takes a piece; false where the sender has to wait, which then sends the same piece again.
  func push(_ bytes: UnsafeRawBufferPointer) -> Bool {
    typealias Waiter = CheckedContinuation<Result<[UInt8]?, HTTPClientError>, Never>
    let (isTaken, waiter) = state.withLock { state -> (Bool, Waiter?) in
      if let waiter = state.pieceWaiter {
        state.pieceWaiter = nil
        return (true, waiter)
      }
      if state.bytes >= HTTPClientLimits.bufferBytes {
        state.isPaused = true
        return (false, nil)
      }
      state.pieces.append(Array(bytes))
      state.bytes += bytes.count
      return (true, nil)
    }
    waiter?.resume(returning: .success(Array(bytes)))
    return isTaken
  }

  /// Gives the next of the body, all that waits in one piece, as soon as it is there; true where
  /// the sender was held up and may go on.
  func next(
    _ continuation: CheckedContinuation<Result<[UInt8]?, HTTPClientError>, Never>
  ) -> Bool {
    let next: Next = state.withLock { state in
      if !state.pieces.isEmpty {
        let piece = state.pieces.count == 1 ? state.pieces[0] : Array(state.pieces.joined())
        state.pieces.removeAll(keepingCapacity: true)
        state.bytes = 0
        let resumes = state.isPaused
        state.isPaused = false
        return .now(.success(piece), resumes: resumes)
      }
      if let error = state.error { return .now(.failure(error), resumes: false) }
      if state.isFinished { return .now(.success(nil), resumes: false) }
      state.pieceWaiter = continuation
      return .later
    }
    guard case .now(let result, let resumes) = next else { return false }
    continuation.resume(returning: result)
    return resumes
  }

  /// Takes the end: nil where the answer is complete.
  func finish(_ error: HTTPClientError?) {
    let (head, piece) = state.withLock { state in
      let waiters = (state.headWaiter, state.pieceWaiter)
      state.headWaiter = nil
      state.pieceWaiter = nil
      if !state.isFinished { state.error = error }
      state.isFinished = true
      return waiters
    }
    head?.resume(returning: .failure(error ?? HTTPClientError(.connectionLost)))
    piece?.resume(returning: error.map { .failure($0) } ?? .success(nil))
  }
}
