import Glibc

/// Reads small files of a model whole.
enum ModelFile {
  /// The file's bytes; throws where it cannot be read.
  static func read(_ path: String) throws(ModelFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ModelFileError(path: path, reason: .unreadable(errno)) }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size > 0, pread(descriptor, nil, 0, 0) == 0 else {
      throw ModelFileError(path: path, reason: .malformed)
    }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = pread(descriptor, buffer.baseAddress! + count, size - count, off_t(count))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { break }
        count += got
      }
    }
  }
}
