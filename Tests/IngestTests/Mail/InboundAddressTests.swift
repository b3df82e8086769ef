import Shared
import Support
import Testing

@Suite struct InboundAddressTests {
  @Test("a rotated address stays in the list of all, the new one takes its place")
  func list() async throws {
    try await TestWorld.with { world in
      let made = try await InboundAddresses.create(
        project: world.project, as: world.actor, in: world.pool)
      let fresh = try #require(
        try await world.pool.transaction { try await InboundAddresses.rotate(made.slug, in: $0) })
      let open = try await InboundAddresses.list(as: world.actor, in: world.pool)
      #expect(open.map(\.slug) == [fresh])
      #expect(open.first?.project == world.project)
      let all = try await InboundAddresses.list(as: world.actor, revoked: true, in: world.pool)
      #expect(Set(all.map(\.slug)) == [fresh, made.slug])
      #expect(all.first { $0.slug == made.slug }?.revokedAt != nil)
    }
  }
}
