import FoundationEssentials
import Shared

/// Shelves of the workspaces that are asked about, up to date at every question and bounded in
/// bytes: those that were not asked for longest go first, and a workspace that alone is larger than
/// the bound is not kept at all.
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

  /// How reading a shelf ended.
  private enum End {
    /// It is kept.
    case kept
    /// It is larger than the cache.
    case oversized
    /// Others that are being read take the room.
    case crowded
  }

  private let byteLimit: Int
  private var slots: [Key: Slot] = [:]
  private var loads: [Key: Task<End, any Error>] = [:]
  /// Bytes of the shelves that are being read, in the order in which that began.
  private var loading: [(key: Key, bytes: Int)] = []
  /// The most bytes that shelves, read and being read, ever took together.
  private(set) var peakByteCount = 0
  /// Workspaces that did not fit, with their change number at that time.
  private var oversized: [Key: Int64] = [:]
  private var uses: UInt64 = 0

  /// A cache of at most so many bytes.
  public init(byteLimit: Int) {
    self.byteLimit = byteLimit
  }

  /// Bytes that the cached shelves take, roughly.
  public var byteCount: Int { slots.values.reduce(0) { $0 + $1.shelf.byteCount } }

  /// How many shelves are cached.
  public var shelfCount: Int { slots.count }

  /// The workspace's shelf, at least as new as what had committed when the call began; nil where
  /// the workspace is larger than the cache, or than what others that are being read leave of it.
  /// Whether it still is larger, is looked at again after ``EmbeddingLimits/oversizedChanges``
  /// changes.
  func shelf(
    of workspace: UUID, model: EmbeddingModel, in pool: PostgresPool
  ) async throws(IndexError) -> SearchShelf? {
    let key = Key(workspace: workspace, model: model)
    do {
      let wanted = try await PointRows.state(of: workspace, in: pool)
      while true {
        if let seen = oversized[key], wanted.change < seen + EmbeddingLimits.oversizedChanges {
          return nil
        }
        if let slot = slots[key], slot.change >= wanted.change {
          uses += 1
          slots[key]?.lastUse = uses
          return slot.shelf
        }
        if let load = loads[key] {
          // Whatever becomes of it, the next round looks again.
          let end = await load.result
          if slots[key] == nil, try end.get() == .crowded { return nil }
        } else {
          let load = Task {
            loading.append((key, 0))
            defer { loading.removeAll { $0.key == key } }
            return try await self.load(key, pool)
          }
          loads[key] = load
          if try await load.value == .crowded { return nil }
        }
      }
    } catch let error as PostgresError {
      throw IndexError(error)
    } catch {
      throw IndexError(.passing, "\(type(of: error))")
    }
  }

  /// Reads what changed since the slot was last brought up to date; gives up, and says so in
  /// `oversized`, as soon as the shelf is larger than the whole cache.
  private func load(_ key: Key, _ pool: PostgresPool) async throws -> End {
    defer { loads[key] = nil }
    oversized[key] = nil
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
      guard slot.shelf.byteCount <= byteLimit else {
        oversized[key] = state.change
        return .oversized
      }
      guard makeRoom(for: key, slot.shelf.byteCount) else { return .crowded }
      guard let last = page.last, page.count == EmbeddingLimits.pointsPerRead else { break }
      place = last.place
    }
    slot.change = state.change
    uses += 1
    slot.lastUse = uses
    slots[key] = slot
    return .kept
  }

  /// Drops what was not asked for longest until the shelves that are being read have room; false
  /// where this one has to give way to one that began before it.
  private func makeRoom(for key: Key, _ wanted: Int) -> Bool {
    guard let place = loading.firstIndex(where: { $0.key == key }) else { return true }
    loading[place].bytes = wanted
    let reading = loading.reduce(0) { $0 + $1.bytes }
    var bytes = byteCount + reading
    while bytes > byteLimit, let oldest = slots.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      bytes -= oldest.value.shelf.byteCount
      slots[oldest.key] = nil
    }
    let hasRoom = bytes <= byteLimit || place == 0
    peakByteCount = max(peakByteCount, hasRoom ? bytes : bytes - wanted)
    return hasRoom
  }
}
