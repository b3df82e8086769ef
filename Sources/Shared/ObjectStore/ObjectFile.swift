import FoundationEssentials
import Glibc

/// The file of one object in a folder store; its calls block.
struct ObjectFile: Sendable {
  private let key: ObjectKey
  private let directory: String
  private let path: String

  /// The file of a key under that folder.
  init(folder: String, key: ObjectKey) {
    self.key = key
    directory =
      "\(folder)/\(key.workspace.uuidString.lowercased())/\(key.kind.rawValue)/\(key.hash.prefix(2))"
    path = "\(directory)/\(key.hash)"
  }

  /// Stores the bytes, or renews the time of the file where it holds as many already.
  func write(_ bytes: [UInt8]) throws(ObjectStoreError) {
    if size() == bytes.count, utimensat(AT_FDCWD, path, nil, 0) == 0 { return }
    try makeDirectories()
    let draft = "\(path).\(getpid()).\(UInt64.random(in: 0 ... .max)).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure() }
    do throws(ObjectStoreError) {
      defer { close(descriptor) }
      try write(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw failure() }
    } catch {
      unlink(draft)
      throw error
    }
    guard rename(draft, path) == 0 else {
      let error = failure()
      unlink(draft)
      throw error
    }
    try syncDirectory(directory)
  }

  /// The bytes, checked against the key's hash.
  func read(limit: Int) throws(ObjectStoreError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw failure() }
    let size = Int(facts.st_size)
    guard size <= limit else { throw ObjectStoreError(.tooLarge, key: key) }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = pread(descriptor, buffer.baseAddress! + count, size - count, off_t(count))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 {
          code = got < 0 ? errno : 0
          break
        }
        count += got
      }
    }
    if code != 0 { throw ObjectStoreError(.failed(Int(code)), key: key) }
    guard SHA256.hexDigest(of: bytes) == key.hash else {
      throw ObjectStoreError(.damaged, key: key)
    }
    return bytes
  }

  /// Deletes the file; one that is not there is no error.
  func remove() throws(ObjectStoreError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure() }
  }

  private func size() -> Int? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : nil
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(ObjectStoreError) {
    var sent = 0
    var code: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      while sent < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress! + sent, buffer.count - sent)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 {
          code = errno
          return
        }
        sent += count
      }
    }
    if code != 0 { throw failure(code) }
  }

  /// Makes the directories that are missing and syncs each parent, so that the path survives a
  /// power cut too.
  private func makeDirectories() throws(ObjectStoreError) {
    var missing: [String] = []
    var probe = directory
    while access(probe, F_OK) != 0, let slash = probe.lastIndex(of: "/"), slash > probe.startIndex {
      missing.append(probe)
      probe = String(probe[..<slash])
    }
    for path in missing.reversed() {
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure() }
      if let slash = path.lastIndex(of: "/") { try syncDirectory(String(path[..<slash])) }
    }
  }

  private func syncDirectory(_ path: String) throws(ObjectStoreError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure() }
  }

  private func failure(_ code: Int32 = errno) -> ObjectStoreError {
    switch code {
    case ENOENT: ObjectStoreError(.missing, key: key)
    case ENOSPC, EDQUOT, EFBIG: ObjectStoreError(.full, key: key)
    default: ObjectStoreError(.failed(Int(code)), key: key)
    }
  }
}
