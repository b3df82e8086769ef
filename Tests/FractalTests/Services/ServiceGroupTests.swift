import Shared
import Synchronization
import Testing

@testable import Fractal

@Suite struct ServiceGroupTests {
  /// What happened, from any task.
  private final class Record: Sendable {
    private let stored = Mutex<[String]>([])

    var values: [String] { stored.withLock { $0 } }

    func append(_ value: String) { stored.withLock { $0.append(value) } }
  }

  /// A service that waits for its stop, then drains for a while, or fails.
  private struct Probe: Service {
    let name: String
    var drains: Duration = .zero
    var untilCut: Record?
    var failure: WiringError?
    let ended: Record

    func run() async throws {
      if let failure { throw failure }
      while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
      await Task { try? await Task.sleep(for: drains) }.value
      while let untilCut, untilCut.values.isEmpty {
        await Task { try? await Task.sleep(for: .milliseconds(5)) }.value
      }
      ended.append(name)
    }
  }

  @Test("a stop drains every service")
  func stopDrains() async throws {
    let ended = Record()
    let group = ServiceGroup(
      services: [
        Probe(name: "a", drains: .milliseconds(50), ended: ended), Probe(name: "b", ended: ended),
      ],
      drainTimeout: .seconds(10), logger: .silent)
    try await group.run { try? await Task.sleep(for: .milliseconds(20)) }
    #expect(ended.values.sorted() == ["a", "b"])
  }

  @Test("a service that fails stops the others, and its error comes out")
  func failureStops() async throws {
    let ended = Record()
    let group = ServiceGroup(
      services: [
        Probe(name: "a", ended: ended),
        Probe(name: "b", failure: WiringError("planted"), ended: ended),
      ], drainTimeout: .seconds(10), logger: .silent)
    let error = await #expect(throws: WiringError.self) {
      try await group.run { try? await Task.sleep(for: .seconds(600)) }
    }
    #expect(error?.description == "planted")
    #expect(ended.values == ["a"])
  }

  @Test("what does not drain in time is cut off")
  func deadline() async throws {
    let ended = Record()
    let cut = Record()
    var group = ServiceGroup(
      services: [Probe(name: "a", untilCut: cut, ended: ended)],
      drainTimeout: .milliseconds(20), logger: .silent)
    group.onDeadline = { cut.append("cut") }
    try await group.run {}
    #expect(cut.values == ["cut"])
  }
}
