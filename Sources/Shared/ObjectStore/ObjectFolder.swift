import FoundationEssentials
import Glibc

/// Walks over the files of a folder store in the order of their keys; its calls block.
struct ObjectFolder: Sendable {
  /// The store's folder.
  let path: String

  /// The objects after that key, at most `limit`. Whatever is no object is passed over, drafts of
  /// interrupted writers included.
  func list(after: ObjectKey?, limit: Int) -> [StoredObject] {
    var found: [StoredObject] = []
    let start = after.map { Self.place($0) }
    walk(path, [], start, limit, &found)
    return found
  }

  /// The facts of one object; nil where there is none.
  func facts(_ key: ObjectKey) -> StoredObject? {
    let file = ([path] + Self.place(key)).joined(separator: "/")
    var facts = stat()
    guard stat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    let seconds = Int64(facts.st_mtim.tv_sec)
    let microseconds = Int64(facts.st_mtim.tv_nsec) / 1_000
    return StoredObject(
      key: key, byteCount: Int(facts.st_size),
      time: Instant(microseconds: seconds * 1_000_000 + microseconds))
  }

  /// Removes drafts that interrupted writers left and that are older than the instant; returns how
  /// many.
  func removeDrafts(olderThan limit: Instant) -> Int {
    var removed = 0
    for workspace in Self.names(path) {
      for kind in Self.names("\(path)/\(workspace)") {
        for part in Self.names("\(path)/\(workspace)/\(kind)") {
          let folder = "\(path)/\(workspace)/\(kind)/\(part)"
          for name in Self.names(folder) where name.hasSuffix(".new") {
            var facts = stat()
            guard stat("\(folder)/\(name)", &facts) == 0,
              Int64(facts.st_mtim.tv_sec) < limit.seconds
            else { continue }
            if unlink("\(folder)/\(name)") == 0 { removed += 1 }
          }
        }
      }
    }
    return removed
  }

  /// Where the object of a key lies below the folder: workspace, kind, two digits, hash.
  private static func place(_ key: ObjectKey) -> [String] {
    [
      key.workspace.uuidString.lowercased(), key.kind.rawValue, String(key.hash.prefix(2)),
      key.hash,
    ]
  }

  private func walk(
    _ folder: String, _ place: [String], _ start: [String]?, _ limit: Int,
    _ found: inout [StoredObject]
  ) {
    let depth = place.count
    for name in Self.names(folder) {
      guard found.count < limit else { return }
      var rest = start
      if let start {
        if name < start[depth] || (depth == 3 && name == start[depth]) { continue }
        // Only the branch in which the start lies is cut; later ones are walked whole.
        if name != start[depth] { rest = nil }
      }
      guard depth == 3 else {
        walk("\(folder)/\(name)", place + [name], rest, limit, &found)
        continue
      }
      guard let key = ObjectKey("\(place[0])/\(place[1])/\(name)"),
        place[2] == key.hash.prefix(2), let object = facts(key)
      else { continue }
      found.append(object)
    }
  }

  /// The entries of a directory in order, hidden ones left out; none where it cannot be read.
  private static func names(_ folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
