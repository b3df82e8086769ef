import Foundation
import Shared
import Synchronization

/// Commands to a browser and its answers (Chrome DevTools Protocol), over its debugging pipe: JSON
/// messages ended by a NUL byte. No port is opened, and no driver program is needed.
final class BrowserPipe: Sendable {
  private struct State {
    var number: Int64 = 0
    var waiting: [Int64: CheckedContinuation<JSONValue, any Error>] = [:]
    var isOver = false
  }

  private let state = Mutex(State())
  private let input: FileHandle

  /// Talks through these two ends; reads on a thread of its own until the browser closes.
  init(to input: FileHandle, from output: FileHandle) {
    self.input = input
    Thread.detachNewThread { [weak self] in
      var held: [UInt8] = []
      while true {
        let more = output.availableData
        guard let self, !more.isEmpty else { break }
        var searched = held.count
        held += more
        while let end = held[searched...].firstIndex(of: 0) {
          self.receive(Array(held[..<end]))
          held.removeFirst(end + 1)
          searched = 0
        }
      }
      self?.end()
    }
  }

  /// Sends a command and gives its result.
  ///
  /// - Throws: `BrowserError`.
  func send(
    _ method: String, _ parameters: JSONValue = [:], session: String? = nil, seconds: Int = 60
  ) async throws -> JSONValue {
    let answer = try await withCheckedThrowingContinuation { continuation in
      guard let number = begin(continuation) else {
        continuation.resume(throwing: BrowserError.gone)
        return
      }
      let message = JSONValue.members([
        "id": .int(number), "method": .string(method), "params": parameters,
        "sessionId": session.map { .string($0) },
      ])
      DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in
        self?.taken(number)?.resume(throwing: BrowserError.timeout(method))
      }
      do {
        try input.write(contentsOf: message.serializedBytes + [0])
      } catch {
        taken(number)?.resume(throwing: BrowserError.gone)
      }
    }
    if let reason = answer["error"]?["message"]?.stringValue {
      throw BrowserError.refused(method, reason)
    }
    return answer["result"] ?? .null
  }

  private func begin(_ continuation: CheckedContinuation<JSONValue, any Error>) -> Int64? {
    state.withLock { state in
      if state.isOver { return nil }
      state.number += 1
      state.waiting[state.number] = continuation
      return state.number
    }
  }

  private func taken(_ number: Int64) -> CheckedContinuation<JSONValue, any Error>? {
    state.withLock { $0.waiting.removeValue(forKey: number) }
  }

  /// Events are of no interest: tests look at what has become of things.
  private func receive(_ message: [UInt8]) {
    guard let answer = try? JSONValue(parsing: message), let number = answer["id"]?.intValue
    else { return }
    taken(number)?.resume(returning: answer)
  }

  private func end() {
    let left = state.withLock { state in
      state.isOver = true
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in left { continuation.resume(throwing: BrowserError.gone) }
  }
}
