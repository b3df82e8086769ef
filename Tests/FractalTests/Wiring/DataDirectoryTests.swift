import FoundationEssentials
import Shared
import Testing

@testable import Fractal

@Suite struct DataDirectoryTests {
  private let path = FileManager.default.temporaryDirectory
    .appending(path: "fractal-data-\(UUID())/below").path

  @Test("the directory is made, and held by one at a time")
  func lock() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let first = try DataDirectory(path)
      #expect(throws: WiringError.self) { try DataDirectory(path) }
      #expect(first.objects == path + "/objects")
    }
    _ = try DataDirectory(path)
  }

  @Test("a place that cannot be made is refused with what to do")
  func impossible() {
    let error = #expect(throws: WiringError.self) { try DataDirectory("/dev/null/fractal") }
    #expect(error?.description.contains("FRACTAL_DATA_DIR") == true)
  }

  @Test("the database's address is found while it stands there, readable by its owner alone")
  func addressFile() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = DatabaseAddressFile(dataDirectory: path)
    #expect(file.read() == nil)
    try file.write("postgresql://fractal@host/fractal")
    #expect(file.read() == "postgresql://fractal@host/fractal")
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    file.remove()
    #expect(file.read() == nil)
  }
}
