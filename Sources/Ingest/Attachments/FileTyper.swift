import Synchronization

/// Tells what files are by their content (libmagic), for any number of callers at once.
///
/// The calls block for up to some milliseconds: callers in tasks run them on the blocking executor.
public final class FileTyper: Sendable {
  /// Cookies that nobody uses at the moment; a cookie serves one caller at a time.
  private let idle = Mutex<[MagicCookie]>([])

  /// A typer without any open database yet.
  public init() {}

  /// The media type of the bytes by their content; `application/octet-stream` where it is unknown
  /// or libmagic's database is missing.
  public func type(of bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "application/x-empty" }
    let taken = idle.withLock { $0.popLast() }
    guard let cookie = taken ?? MagicCookie() else { return "application/octet-stream" }
    let type = cookie.type(of: bytes.prefix(AttachmentLimits.typedBytes))
    idle.withLock { $0.append(cookie) }
    return refined(type ?? "application/octet-stream", bytes)
  }

  /// Office files that libmagic takes for their container when it must not look inside.
  private func refined(_ type: String, _ bytes: [UInt8]) -> String {
    let oldOffice: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    if type == "application/octet-stream", bytes.starts(with: oldOffice) {
      return "application/x-ole-storage"
    }
    return type
  }
}
