import Shared
import Support
import Testing

extension TestWorld {
  /// Expects one number of a query.
  func expect(
    _ text: String, _ expected: Int, _ parameters: [any PostgresEncodable] = [],
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    let number = try await count(text, parameters)
    #expect(number == expected, sourceLocation: location)
  }
}
