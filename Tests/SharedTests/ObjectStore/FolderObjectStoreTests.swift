import Foundation
import Glibc
import Shared
import Support
import Testing

@Suite struct FolderObjectStoreTests {
  /// Gives the body a store in a folder of its own.
  static func withStore(_ body: (FolderObjectStore, String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "objects-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(FolderObjectStore(folder: folder), folder)
  }

  private static func files(_ folder: String) -> [String] {
    (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [])
      .filter { $0.count > 70 }
  }

  @Test("what is stored can be read, and is one file however often it is stored")
  func roundTrip() async throws {
    try await Self.withStore { store, folder in
      let workspace = UUID()
      for bytes in [[], [1], [UInt8](repeating: 7, count: 1_000_000)] as [[UInt8]] {
        let key = ObjectKey(.blob, of: bytes, workspace: workspace)
        try await store.put(bytes, at: key)
        try await store.put(bytes, at: key)
        let read = try await store.get(key, limit: 1_000_000)
        let isSame = read == bytes
        #expect(isSame)
      }
      #expect(Self.files(folder).count == 3)
    }
  }

  @Test("storing again renews the time of what is there")
  func renewal() async throws {
    try await Self.withStore { store, folder in
      let key = ObjectKey(.raw, of: [1, 2], workspace: UUID())
      try await store.put([1, 2], at: key)
      let path = "\(folder)/\(try #require(Self.files(folder).first))"
      var past = [timespec(tv_sec: 1_000, tv_nsec: 0), timespec(tv_sec: 1_000, tv_nsec: 0)]
      #expect(utimensat(AT_FDCWD, path, &past, 0) == 0)
      #expect(try await store.facts(key)?.time == Instant(seconds: 1_000))
      try await store.put([1, 2], at: key)
      #expect(try await store.facts(key)?.time ?? Instant(seconds: 0) > Instant(seconds: 1_000_000))
    }
  }

  @Test("missing, too large and damaged objects each have their error")
  func errors() async throws {
    try await Self.withStore { store, folder in
      let key = ObjectKey(.blob, of: [1, 2, 3], workspace: UUID())
      await #expect(throws: ObjectStoreError(.missing, key: key)) {
        try await store.get(key, limit: 10)
      }
      try await store.put([1, 2, 3], at: key)
      await #expect(throws: ObjectStoreError(.tooLarge, key: key)) {
        try await store.get(key, limit: 2)
      }
      let path = "\(folder)/\(try #require(Self.files(folder).first))"
      try Data([1, 2, 4]).write(to: URL(filePath: path))
      await #expect(throws: ObjectStoreError(.damaged, key: key)) {
        try await store.get(key, limit: 10)
      }
      try await store.remove(key)
      try await store.remove(key)
      #expect(try await store.facts(key) == nil)
    }
  }

  @Test("a file cut short by a crash is replaced, not taken for the object")
  func shortFile() async throws {
    try await Self.withStore { store, folder in
      let key = ObjectKey(.blob, of: [1, 2, 3], workspace: UUID())
      try await store.put([1, 2, 3], at: key)
      let path = "\(folder)/\(try #require(Self.files(folder).first))"
      #expect(truncate(path, 1) == 0)
      try await store.put([1, 2, 3], at: key)
      #expect(try await store.get(key, limit: 3) == [1, 2, 3])
    }
  }

  @Test(
    "no text but a whole key is a key",
    arguments: [
      "", "../../etc/passwd", "01020304-0506-0708-090a-0b0c0d0e0f10/raw/../x",
      "01020304-0506-0708-090A-0B0C0D0E0F10/raw/" + String(repeating: "a", count: 64),
      "01020304-0506-0708-090a-0b0c0d0e0f10/other/" + String(repeating: "a", count: 64),
      "01020304-0506-0708-090a-0b0c0d0e0f10/raw/" + String(repeating: "A", count: 64),
      "01020304-0506-0708-090a-0b0c0d0e0f10/raw/" + String(repeating: "a", count: 63),
      "/01020304-0506-0708-090a-0b0c0d0e0f10/raw/" + String(repeating: "a", count: 64),
    ])
  func noKeys(text: String) {
    #expect(ObjectKey(text) == nil)
  }

  @Test("a key reads back as itself")
  func keyText() {
    let key = ObjectKey(.raw, of: [9], workspace: UUID())
    #expect(ObjectKey(key.description) == key)
  }

  @Test("pages of a listing hold every object once, in order, and nothing else")
  func listing() async throws {
    try await Self.withStore { store, folder in
      var keys: Set<ObjectKey> = []
      for workspace in [UUID(), UUID(), UUID()] {
        for number in UInt8(0)..<20 {
          let kind: ObjectKey.Kind = number.isMultiple(of: 2) ? .raw : .blob
          let key = ObjectKey(kind, of: [number], workspace: workspace)
          try await store.put([number], at: key)
          keys.insert(key)
        }
      }
      let draft = "\(folder)/\(try #require(Self.files(folder).first)).1.2.new"
      try Data([1]).write(to: URL(filePath: draft))
      for limit in [1, 7, 1_000] {
        var seen: [ObjectKey] = []
        while true {
          let page = try await store.list(after: seen.last, limit: limit)
          #expect(page.count <= limit)
          if page.isEmpty { break }
          seen += page.map(\.key)
        }
        #expect(seen.map(\.description) == keys.map(\.description).sorted())
      }
      #expect(await store.removeDrafts(olderThan: Instant(seconds: 1_000)) == 0)
      #expect(await store.removeDrafts(olderThan: Instant(seconds: 9_000_000_000)) == 1)
      #expect(Self.files(folder).count == 60)
    }
  }

  @Test("a full disk is an error of its own and leaves nothing behind")
  func fullDisk() async {
    // In a process of its own, whose limit on file sizes acts like a full disk.
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      try await Self.withStore { store, folder in
        let large = [UInt8](repeating: 1, count: 200_000)
        let key = ObjectKey(.blob, of: large, workspace: UUID())
        await #expect(throws: ObjectStoreError(.full, key: key)) {
          try await store.put(large, at: key)
        }
        let facts = try await store.facts(key)
        #expect(facts == nil)
        #expect(Self.files(folder).isEmpty)
      }
    }
  }
}
