import Shared

/// Any bytes are either a `.env` file or refused; neither traps, and problems have places.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEnvironmentFile(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(SettingsError) {
    let file = try EnvironmentFile(parsing: bytes, name: ".env")
    precondition(Set(file.entries.map(\.name)).count == file.entries.count)
  } catch {
    precondition(!error.problems.isEmpty)
  }
  return 0
}
