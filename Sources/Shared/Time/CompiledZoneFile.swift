import Glibc

/// Reading of the files that compiled zones stand in.
enum CompiledZoneFile {
  /// The bytes of a regular file of at most `TimeLimits.zoneFileBytes`, nil where there is none.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size > 0, status.st_size <= TimeLimits.zoneFileBytes
    else { return nil }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { return }
        count += got
      }
    }
    return bytes.count == size ? bytes : nil
  }

  /// The names of the files under a directory, without the copies in `posix/` and `right/`; at most
  /// `TimeLimits.zoneFiles` of them, three levels deep.
  static func names(under directory: String) -> [String] {
    var names: [String] = []
    var folders = [""]
    while let folder = folders.popLast(), names.count < TimeLimits.zoneFiles {
      guard let stream = opendir("\(directory)/\(folder)") else { continue }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let path = folder + name
        guard TimeZoneNames.isPlain(path), !(folder.isEmpty && ["posix", "right"].contains(name))
        else { continue }
        var status = stat()
        guard stat("\(directory)/\(path)", &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR, path.split(separator: "/").count < 3 {
          folders.append(path + "/")
        } else if status.st_mode & S_IFMT == S_IFREG, name.first?.isUppercase == true {
          names.append(path)
        }
      }
    }
    return names
  }
}
