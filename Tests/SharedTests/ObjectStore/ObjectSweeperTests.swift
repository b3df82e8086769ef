import Foundation
import Glibc
import Shared
import Support
import Testing

@Suite struct ObjectSweeperTests {
  private let workspace = UUID()

  private func store(
    _ bytes: [UInt8], in store: FolderObjectStore, _ folder: String, old: Bool
  ) async throws -> ObjectKey {
    let key = ObjectKey(.blob, of: bytes, workspace: workspace)
    try await store.put(bytes, at: key)
    if old {
      let path =
        "\(folder)/\(workspace.uuidString.lowercased())/blob/\(key.hash.prefix(2))/\(key.hash)"
      var past = [timespec(tv_sec: 1_000, tv_nsec: 0), timespec(tv_sec: 1_000, tv_nsec: 0)]
      try #require(utimensat(AT_FDCWD, path, &past, 0) == 0)
    }
    return key
  }

  private func name(_ key: ObjectKey, in pool: PostgresPool) async throws {
    try await pool.execute(
      SQL(
        "",
        """
        insert into pipeline.raw_inputs (workspace_id, user_id, source, dedupe_key, object_key,
          byte_count) values ($1, $1, 'mail', $2, $2, 1)
        """), [workspace, key.description])
  }

  @Test("only old objects that no row names go")
  func sweep() async throws {
    try await TestDatabase.with(.standalone) { database in
      try await FolderObjectStoreTests.withStore { objects, folder in
        let old = try await store([1], in: objects, folder, old: true)
        let young = try await store([2], in: objects, folder, old: false)
        let named = try await store([3], in: objects, folder, old: true)
        let held = try await store([4], in: objects, folder, old: true)
        let released = try await store([5, 5], in: objects, folder, old: true)
        try await name(named, in: database.pool)
        for (key, hours) in [(held, 1), (released, -1)] {
          try await database.pool.execute(
            SQL(
              "",
              """
              insert into pipeline.object_holds
              values ($1, gen_random_uuid(), $2, now() + make_interval(hours => $3))
              """), [key.description, workspace, Int32(hours)])
        }
        let sweeper = ObjectSweeper(store: objects, pool: database.pool)
        let result = try await sweeper.sweep()
        #expect(result.seen == 5)
        #expect(result.removed == 2)
        #expect(result.removedBytes == 3)
        #expect(result.young == 1)
        for (key, stays) in [
          (old, false), (young, true), (named, true), (held, true), (released, false),
        ] {
          let facts = try await objects.facts(key)
          #expect((facts != nil) == stays)
        }
        let holds = try await database.pool.queryRow(
          SQL("", "select count(*) from pipeline.object_holds"))
        #expect(try holds?.get(0, as: Int64.self) == 1, "a hold goes when its time is over")
        #expect(try await sweeper.sweep().removed == 0)
      }
    }
  }

  @Test("an object that a writer names meanwhile stays: the sweep waits for its lock")
  func race() async throws {
    try await TestDatabase.with(.standalone) { database in
      try await FolderObjectStoreTests.withStore { objects, folder in
        let key = try await store([1], in: objects, folder, old: true)
        let sweeper = ObjectSweeper(store: objects, pool: database.pool)
        let sweep = try await database.pool.transaction { transaction in
          try await ObjectLock.hold([key], in: transaction)
          let sweep = Task { try await sweeper.sweep() }
          // The writer holds the lock while the sweep has already chosen its candidates.
          try await Task.sleep(for: .milliseconds(300))
          try await transaction.execute(
            SQL(
              "",
              """
              insert into pipeline.raw_inputs (workspace_id, user_id, source, dedupe_key,
                object_key, byte_count) values ($1, $1, 'mail', $2, $2, 1)
              """), [workspace, key.description])
          return sweep
        }
        #expect(try await sweep.value.removed == 0)
        #expect(try await objects.facts(key) != nil)
      }
    }
  }

  @Test("without the app's tables nothing is touched")
  func pipelineAlone() async throws {
    try await TestDatabase.with(.pipeline) { database in
      try await FolderObjectStoreTests.withStore { objects, folder in
        let key = try await store([1], in: objects, folder, old: true)
        let result = try await ObjectSweeper(store: objects, pool: database.pool).sweep()
        #expect(result == ObjectSweep())
        #expect(try await objects.facts(key) != nil)
      }
    }
  }
}
