import CCurl
import Dispatch
import Synchronization

/// The owner of one libcurl easy handle: one request and its answer.
// reason: what changes is touched on the loop's queue only, but for the buffers, which lock.
final class CurlTransfer: @unchecked Sendable {
  /// The handle.
  let easy: UnsafeMutableRawPointer
  /// The URL in parts.
  let url: WebURL
  /// What may be reached.
  let rule: FetchRule
  /// What has come back.
  let download = DownloadBuffer()
  /// Where the handle runs.
  let loop: CurlLoop
  /// The request.
  let request: HTTPClientRequest
  /// What is to be sent, where it is made while it is sent.
  private(set) var upload: UploadBuffer?

  private var headers: UnsafeMutablePointer<curl_slist>?
  private var head = HeadParser()
  private var received = 0
  private var failure: HTTPClientError?
  private var producer: Task<Void, Never>?

  /// Prepares a transfer.
  ///
  /// - Throws: `HTTPClientError.Code.other` where libcurl has no memory.
  init(
    request: HTTPClientRequest, url: WebURL, configuration: HTTPClientConfiguration,
    loop: CurlLoop
  ) throws(HTTPClientError) {
    guard let easy = curl_easy_init() else { throw HTTPClientError(.other) }
    self.easy = easy
    self.url = url
    self.request = request
    self.loop = loop
    rule = configuration.rule
    headers = CurlOptions.headerList(request, configuration)
    if case .stream = request.body {
      upload = UploadBuffer { [weak self] in self?.goOn() }
    }
    CurlOptions.apply(to: self, configuration, headers)
    CurlCallbacks.install(on: self)
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headers)
  }

  /// Begins, and gives the head of the answer.
  ///
  /// - Throws: `HTTPClientError`; `.cancelled` as soon as the calling task is.
  func start() async throws(HTTPClientError) -> DownloadBuffer.Head {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        download.waitForHead(continuation)
        loop.queue.async { self.begin() }
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  /// The next piece of the body; nil at its end.
  func nextPiece() async throws(HTTPClientError) -> [UInt8]? {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if download.next(continuation) { goOn() }
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  /// Ends the transfer where it has not ended.
  func cancel() {
    abort(HTTPClientError(.cancelled))
  }

  /// Ends the transfer with an error of our own.
  func abort(_ error: HTTPClientError) {
    loop.queue.async {
      if self.failure == nil { self.failure = error }
      self.loop.remove(self, CURLE_ABORTED_BY_CALLBACK)
      // Where it was cancelled before it began.
      self.download.finish(self.failure)
    }
  }

  /// Notes why libcurl is about to be told to stop. On the queue only.
  func fail(_ error: HTTPClientError) {
    if failure == nil { failure = error }
  }

  /// Takes one header line; false where it is one too many. On the queue only.
  func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    switch head.read(line) {
    case .more: return true
    case .complete:
      download.setHead(DownloadBuffer.Head(status: head.status, headers: head.headers))
      return true
    case .tooLarge:
      fail(HTTPClientError(.headersTooLarge, limit: HTTPClientLimits.headerBytes))
      return false
    }
  }

  /// What became of a piece of the body.
  enum Reception {
    /// It was taken.
    case taken
    /// It must come again later.
    case paused
    /// It is one too many.
    case refused
  }

  /// Takes a piece of the body. On the queue only.
  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Reception {
    if received + bytes.count > request.bodyLimit {
      fail(HTTPClientError(.bodyTooLarge, limit: request.bodyLimit))
      return .refused
    }
    guard download.push(bytes) else { return .paused }
    received += bytes.count
    return .taken
  }

  /// Takes libcurl's last word. On the queue only.
  func end(_ code: CURLcode) {
    upload?.close()
    producer?.cancel()
    download.finish(CurlFailure.error(code, self, failure))
  }

  private func begin() {
    guard failure == nil else { return }
    if case .stream(_, let produce) = request.body, let upload {
      producer = Task {
        do {
          try await produce(HTTPUploadWriter(upload))
          upload.finish(failed: false)
        } catch {
          upload.finish(failed: true)
        }
      }
    }
    loop.add(self)
    loop.queue.asyncAfter(deadline: .now() + request.headTimeout.dispatchInterval) {
      [weak self] in
      guard let self, !self.download.hasHead else { return }
      self.abort(HTTPClientError(.headTimeout))
    }
  }

  private func goOn() {
    loop.queue.async { self.loop.unpause(self) }
  }
}

extension Duration {
  /// The duration in whole milliseconds, one at least.
  var milliseconds: Int {
    let parts = components
    return max(1, Int(parts.seconds) * 1_000 + Int(parts.attoseconds / 1_000_000_000_000_000))
  }

  /// The duration as libdispatch takes it.
  fileprivate var dispatchInterval: DispatchTimeInterval { .milliseconds(milliseconds) }
}
