import Foundation
public import Shared
import Synchronization

/// A server that behaves as Google's documentation says of sign-in and calendars: tokens that run
/// out, lists in pages with the sync token on the last one, 410 for a forgotten place, 403 for too
/// many requests, events with ids of the caller's.
public final class GoogleStandIn: Sendable {
  private struct State {
    var events: [(sequence: Int, id: String, event: JSONValue)] = []
    var sequence = 0
    var accessToken = 0
    var forgets = false
    var busyAnswers = 0
    var pages = 0
    var challenge = ""
  }

  private let state = Mutex(State())
  private let server: Mutex<ScriptedServer?> = Mutex(nil)

  /// Where it listens.
  public var port: UInt16 { server.withLock { $0?.port ?? 0 } }
  /// How many pages of lists it has given out.
  public var pages: Int { state.withLock { $0.pages } }

  /// Starts it; a page holds two events.
  public init() {
    let made = ScriptedServer { [weak self] request, answer in
      guard let self else { return false }
      let (status, json) = self.respond(request)
      answer.answer(
        status, "Content-Type: application/json\r\n", status == 204 ? [] : json.serializedBytes)
      return true
    }
    server.withLock { $0 = made }
  }

  /// Adds or changes an event.
  public func put(_ id: String, _ event: JSONObject) {
    state.withLock { state in
      state.sequence += 1
      var event = event
      event["id"] = .string(id)
      event["etag"] = .string("\"\(state.sequence)\"")
      event["updated"] = .string(
        Instant(seconds: Int64(1_700_000_000 + state.sequence)).description)
      if event["status"] == nil { event["status"] = "confirmed" }
      state.events.removeAll { $0.id == id }
      state.events.append((state.sequence, id, .object(event)))
    }
  }

  /// Deletes an event: it stays in lists as cancelled.
  public func delete(_ id: String) { put(id, ["status": "cancelled"]) }

  /// The next list with a sync token is answered 410.
  public func forget() { state.withLock { $0.forgets = true } }

  /// The next requests are answered 403 with rateLimitExceeded.
  public func slowDown(_ count: Int) { state.withLock { $0.busyAnswers = count } }

  /// Access tokens given out so far run out.
  public func expireTokens() { state.withLock { $0.accessToken += 1 } }

  /// An event as it stands; nil where there is none, or it is cancelled.
  public func event(_ id: String) -> JSONValue? {
    state.withLock { state in
      state.events.first { $0.id == id && $0.event["status"]?.stringValue != "cancelled" }?.event
    }
  }

  /// The ids of events that are not cancelled.
  public var ids: [String] {
    state.withLock { state in
      state.events.filter { $0.event["status"]?.stringValue != "cancelled" }.map(\.id)
    }
  }

  private func respond(_ request: ScriptedServer.Request) -> (Int, JSONValue) {
    let parts = request.target.split(separator: "?", maxSplits: 1).map(String.init)
    if parts[0] == "/token" { return token(request) }
    let isKnown = state.withLock {
      request.header("Authorization") == "Bearer token-\($0.accessToken)"
    }
    guard isKnown else { return (401, ["error": ["code": 401]]) }
    let isBusy = state.withLock { state in
      state.busyAnswers -= state.busyAnswers > 0 ? 1 : 0
      return state.busyAnswers > 0
    }
    if isBusy {
      return (403, ["error": ["errors": [["reason": "rateLimitExceeded"]]]])
    }
    let path = parts[0].split(separator: "/").map(String.init)
    guard path.count >= 5, path[0] == "calendar", path[2] == "calendars", path[4] == "events" else {
      return (404, [:])
    }
    let method = request.head.prefix { $0 != " " }
    switch (method, path.count) {
    case ("GET", 5): return list(query(parts.count > 1 ? parts[1] : ""))
    case ("POST", 5): return insert(request, id: nil)
    case ("PUT", 6): return insert(request, id: path[5])
    case ("DELETE", 6):
      guard event(path[5]) != nil else { return (410, [:]) }
      delete(path[5])
      return (204, [:])
    default: return (404, [:])
    }
  }

  private func token(_ request: ScriptedServer.Request) -> (Int, JSONValue) {
    let form = query(String(decoding: request.body, as: UTF8.self))
    guard form["client_id"] == "client", form["client_secret"] == "client secret" else {
      return (401, [:])
    }
    let token = JSONValue.string("token-\(state.withLock { $0.accessToken })")
    switch form["grant_type"] {
    case "refresh_token" where form["refresh_token"] == "refresh":
      return (200, ["access_token": token, "expires_in": 3_600])
    case "authorization_code" where form["code"] == "good" && form["code_verifier"]?.count == 64:
      return (200, ["access_token": token, "refresh_token": "refresh"])
    default: return (400, ["error": "invalid_grant"])
    }
  }

  private func insert(_ request: ScriptedServer.Request, id: String?) -> (Int, JSONValue) {
    guard let event = try? JSONValue(parsing: request.body).objectValue,
      let name = id ?? event["id"]?.stringValue
    else { return (400, [:]) }
    let exists = state.withLock { state in state.events.contains { $0.id == name } }
    if id == nil, exists { return (409, [:]) }
    put(name, event)
    return (200, self.event(name) ?? [:])
  }

  private func list(_ query: [String: String]) -> (Int, JSONValue) {
    state.withLock { state in
      state.pages += 1
      if query["syncToken"] != nil, state.forgets {
        state.forgets = false
        return (410, ["error": ["code": 410]])
      }
      guard query["syncToken"] == nil || query["timeMin"] == nil else { return (400, [:]) }
      let since = query["syncToken"].flatMap { Int($0) } ?? 0
      let found = state.events.filter { $0.sequence > since }.sorted { $0.sequence < $1.sequence }
      let start = query["pageToken"].flatMap { Int($0) } ?? 0
      let page = found.dropFirst(start).prefix(2)
      var answer: JSONObject = ["items": .array(page.map(\.event))]
      if start + page.count < found.count {
        answer["nextPageToken"] = .string("\(start + page.count)")
      } else {
        answer["nextSyncToken"] = .string("\(state.sequence)")
      }
      return (200, .object(answer))
    }
  }

  private func query(_ text: String) -> [String: String] {
    var items: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      items[parts[0]] = parts.count > 1 ? PercentEncoding.decode(parts[1]) : ""
    }
    return items
  }
}
