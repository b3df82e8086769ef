import Shared

/// Sends requests to Qdrant's REST API and repeats those whose failure may pass.
///
/// Every call of ours may be sent twice: points have our ids, and removals name what is removed.
struct QdrantClient: Sendable {
  /// Where the server is.
  let configuration: QdrantConfiguration
  /// Who sends.
  let client: HTTPClient

  /// What a call came to.
  struct Answer: Sendable {
    /// The status code: 200, 202, 404 or 409; any other is thrown.
    let status: Int
    /// The member `result`, null where there is none.
    let result: JSONValue
  }

  /// How long a call may take and how often it is tried.
  struct Patience: Sendable {
    /// How long one attempt may take.
    let time: Duration
    /// Attempts, of a call whose failure may pass.
    let attempts: Int

    /// For a question that somebody waits for, and that PostgreSQL answers otherwise.
    static let question = Patience(
      time: .milliseconds(QdrantLimits.questionMilliseconds), attempts: 1)
    /// For reads of jobs.
    static let read = Patience(
      time: .seconds(QdrantLimits.readSeconds), attempts: QdrantLimits.attempts)
    /// For writes.
    static let write = Patience(
      time: .seconds(QdrantLimits.writeSeconds), attempts: QdrantLimits.attempts)
  }

  /// Makes a call about a path below the server's address.
  ///
  /// - Throws: `IndexError`, `passing` after the last attempt.
  func call(
    _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, _ patience: Patience
  ) async throws(IndexError) -> Answer {
    var attempt = 1
    while true {
      do throws(IndexError) {
        return try await send(method, path, body, patience.time)
      } catch {
        let most = QdrantLimits.backoffMilliseconds << attempt
        let jitter = Duration.milliseconds(Int(Double(most) * configuration.random()))
        let wait = max(jitter, error.retryAfter ?? .zero)
        guard error.code == .passing, attempt < patience.attempts,
          wait <= .seconds(QdrantLimits.retryAfterSeconds), !Task.isCancelled
        else { throw error }
        do {
          try await configuration.sleep(wait)
        } catch {
          throw IndexError(.passing, "cancelled")
        }
        attempt += 1
      }
    }
  }

  /// Makes a call with a JSON body.
  func call(
    _ method: HTTPMethod, _ path: String, _ body: JSONValue, _ patience: Patience
  ) async throws(IndexError) -> Answer {
    try await call(method, path, body: body.serializedBytes, patience)
  }

  private func send(
    _ method: HTTPMethod, _ path: String, _ body: [UInt8]?, _ time: Duration
  ) async throws(IndexError) -> Answer {
    var request = HTTPClientRequest(
      method, configuration.url + path,
      headers: ["Content-Type": "application/json", "Accept": "application/json"],
      body: body.map { .bytes($0) } ?? .none)
    if let key = configuration.apiKey { request.headers["api-key"] = key }
    request.connectTimeout = min(request.connectTimeout, time)
    request.totalTimeout = time
    request.headTimeout = time
    request.bodyLimit = QdrantLimits.answerBytes
    request.redirects = 0
    let answer: (response: HTTPClientResponse, body: [UInt8])
    do throws(HTTPClientError) {
      answer = try await client.fetch(request)
    } catch {
      throw IndexError(
        error.mayPass || error.code == .cancelled || error.code == .malformed ? .passing : .refused,
        "Qdrant: \(error.code.rawValue)")
    }
    return try Self.read(answer.response, answer.body)
  }

  private static func read(
    _ response: HTTPClientResponse, _ body: [UInt8]
  ) throws(IndexError) -> Answer {
    switch response.status {
    case 200, 202, 404, 409: break
    case 408, 429, 500, 502, 503, 504, 507:
      let wait = response.headers["Retry-After"].flatMap { Int64($0) }.map {
        Duration.seconds(min(max($0, 0), 3_600))
      }
      throw IndexError(.passing, "Qdrant answered \(response.status)", retryAfter: wait)
    default: throw IndexError(.refused, "Qdrant answered \(response.status)")
    }
    guard let json = try? JSONValue(parsing: body), json.objectValue != nil else {
      // An answer that is cut off is no answer; a plain-text 404 comes from something else.
      throw IndexError(
        response.status == 404 ? .refused : .passing,
        "Qdrant's answer of status \(response.status) is no JSON")
    }
    return Answer(status: response.status, result: json["result"] ?? .null)
  }
}
