import FoundationEssentials
import Shared
import Support
import Testing

@testable import Scheduler

@Suite struct PreferenceStoreTests {
  @Test("learning saves no wishes: nothing is taken for known that nobody has said")
  func learned() async throws {
    try await TestWorld.with { world in
      func known() async throws -> PreferenceStore.Known {
        try await PreferenceStore.read(for: world.actor, in: world.pool)
      }
      func free() async throws -> [CivilDate: Int]? {
        let now = Instant.machineNow
        return try await FreeMinutes.byDay(
          from: now, until: now.adding(seconds: 14 * 86_400), for: UUID(), as: world.actor,
          pool: world.pool, settings: Settings(environment: [:]))
      }
      try await PreferenceStore.learn(["daily": 90], for: world.actor, in: world.pool)
      #expect(try await known().isSaved == false)
      #expect(try await known().learned == ["daily": 90])
      #expect(try await free() == nil)
      try await PreferenceStore.save(PlanningPreferences(), for: world.actor, in: world.pool)
      try await PreferenceStore.learn(["daily": 80], for: world.actor, in: world.pool)
      #expect(try await known().isSaved)
      #expect(try await known().learned == ["daily": 80])
      #expect(try await free()?.isEmpty == false)
    }
  }
}
