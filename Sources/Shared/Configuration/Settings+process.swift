import Glibc

extension Settings {
  /// The settings of this process: its environment, and `.env` in the current directory or the
  /// file that `FRACTAL_ENV_FILE` names. A file that is named has to exist.
  public static func ofThisProcess() throws(SettingsError) -> Settings {
    let environment = processEnvironment()
    let named = environment[environmentFile.name].flatMap { $0.isEmpty ? nil : $0 }
    let path = named ?? ".env"
    var file: EnvironmentFile?
    if let bytes = try contents(of: path, mayBeMissing: named == nil) {
      file = try EnvironmentFile(parsing: bytes, name: path)
    }
    return try Settings(
      environment: environment, file: file, fileName: path, isRoot: geteuid() == 0)
  }

  /// The variables of this process by name; of a name given twice the first counts, as in `getenv`.
  public static func processEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text)
      if let equals = pair.firstIndex(of: "=") {
        let name = String(pair[..<equals])
        if variables[name] == nil { variables[name] = String(pair[pair.index(after: equals)...]) }
      }
      entry += 1
    }
    return variables
  }

  private static func contents(
    of path: String, mayBeMissing: Bool
  ) throws(SettingsError) -> [UInt8]? {
    func refusal(_ advice: String) -> SettingsError {
      SettingsError(problems: [
        SettingProblem(kind: .unreadable, name: path, place: "settings file", advice: advice)
      ])
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT, mayBeMissing { return nil }
      throw refusal("cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: ConfigurationLimits.environmentFileBytes + 1)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress! + count, buffer.count - count)
      }
      if got < 0, errno == EINTR { continue }
      if got < 0 { throw refusal("cannot be read: \(String(cString: strerror(errno)))") }
      if got == 0 { return Array(bytes.prefix(count)) }
      count += got
    }
    throw refusal("is larger than \(ConfigurationLimits.environmentFileBytes) bytes")
  }
}
