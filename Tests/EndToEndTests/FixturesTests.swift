import Foundation
import Support
import Testing

@Suite struct FixturesTests {
  @Test("the fixtures folder is found from the test's own place")
  func folderExists() {
    #expect(FileManager.default.fileExists(atPath: Fixtures.folder.path))
  }
}
