import FoundationEssentials
public import Shared

/// Directories of people who are typing, kept for some seconds, so that a preview needs no query.
public actor LineDirectories {
  private struct Entry {
    var directory: LineDirectory
    var until: SteadyTime
  }

  private var entries: [Actor: Entry] = [:]

  /// Keeps nothing yet.
  public init() {}

  /// The directory of a person, read anew where it is older than ``LineLimits/directorySeconds``.
  public func directory(
    of actor: Actor, in session: any PostgresSession
  ) async throws -> LineDirectory {
    let now = SteadyTime.now
    if let entry = entries[actor], entry.until > now { return entry.directory }
    let directory = try await LineDirectory.read(as: actor, in: session)
    if entries.count >= LineLimits.directories { entries.removeAll() }
    let lasting = UInt64(LineLimits.directorySeconds) * 1_000_000_000
    entries[actor] = Entry(
      directory: directory, until: SteadyTime(nanoseconds: now.nanoseconds + lasting))
    return directory
  }

  /// Forgets a person's directory, as after something was added to it.
  public func forget(_ actor: Actor) {
    entries[actor] = nil
  }
}
