import FoundationEssentials
public import Shared

/// Shelves of the workspaces that are asked about, up to date at every question and bounded in
/// bytes: those that were not asked for longest go first.
///
/// A question costs one look at the workspace's change number; only what changed is read.
public actor ShelfCache {
  private struct Key: Hashable {
    let workspace: UUID
    let model: EmbeddingModel
  }

  private struct Slot {
    var shelf: SearchShelf
    var change: Int64
    var lastUse: UInt64
  }

  private let pool: PostgresPool
  private let byteLimit: Int
  private var slots: [Key: Slot] = [:]
  private var loads: [Key: Task<Void, any Error>] = [:]
  private var uses: UInt64 = 0

  /// A cache over that database of at most so many bytes, one workspace at least.
  public init(pool: PostgresPool, byteLimit: Int) {
    self.pool = pool
    self.byteLimit = byteLimit
  }

  /// Bytes that the cached shelves take, roughly.
  public var byteCount: Int { slots.values.reduce(0) { $0 + $1.shelf.byteCount } }

  /// How many shelves are cached.
  public var shelfCount: Int { slots.count }

  /// The workspace's shelf, at least as new as what had committed when the call began.
  func shelf(
    of workspace: UUID, model: EmbeddingModel
  ) async throws(IndexError) -> SearchShelf {
    let key = Key(workspace: workspace, model: model)
    do {
      let wanted = try await PointRows.state(of: workspace, in: pool)
      while true {
        if let slot = slots[key], slot.change >= wanted.change {
          uses += 1
          slots[key]?.lastUse = uses
          return slot.shelf
        }
        if let load = loads[key] {
          // Whatever becomes of it, the next round looks again.
          _ = await load.result
          if slots[key] == nil { try await load.value }
        } else {
          let load = Task { try await self.load(key) }
          loads[key] = load
          try await load.value
        }
      }
    } catch let error as PostgresError {
      throw IndexError(error)
    } catch {
      throw IndexError(.passing, "\(type(of: error))")
    }
  }

  /// Reads what changed since the slot was last brought up to date.
  private func load(_ key: Key) async throws {
    defer { loads[key] = nil }
    let state = try await PointRows.state(of: key.workspace, in: pool)
    // Taken out, so that the shelf is changed in place unless a question still holds a copy.
    var slot =
      slots.removeValue(forKey: key)
      ?? Slot(shelf: SearchShelf(dimensions: key.model.dimensions), change: 0, lastUse: 0)
    if slot.change < state.pruned {
      slot = Slot(shelf: SearchShelf(dimensions: key.model.dimensions), change: 0, lastUse: 0)
    }
    var place = ChangePlace(after: slot.change)
    while true {
      let page = try await PointRows.changes(
        of: key.workspace, model: key.model, after: place,
        limit: EmbeddingLimits.pointsPerRead, in: pool)
      for change in page {
        if change.isRemoved {
          slot.shelf.remove(change.point.task)
        } else {
          slot.shelf.put(change.point)
        }
      }
      guard let last = page.last, page.count == EmbeddingLimits.pointsPerRead else { break }
      place = last.place
    }
    slot.change = state.change
    uses += 1
    slot.lastUse = uses
    slots[key] = slot
    makeRoom(keeping: key)
  }

  private func makeRoom(keeping kept: Key) {
    var bytes = byteCount
    while bytes > byteLimit,
      let oldest = slots.filter({ $0.key != kept }).min(by: { $0.value.lastUse < $1.value.lastUse })
    {
      bytes -= oldest.value.shelf.byteCount
      slots[oldest.key] = nil
    }
  }
}
