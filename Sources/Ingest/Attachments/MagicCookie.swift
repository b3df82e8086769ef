import CMagic

/// One open libmagic database. It is used by one caller at a time and closed with its last owner.
///
/// Looking into archives, compressed files and ELF notes is off, and every limit of the library is
/// lowered: what a file is must never cost more than a moment.
// reason: FileTyper hands a cookie to one caller at a time, and the library keeps no other state.
final class MagicCookie: @unchecked Sendable {
  private let cookie: magic_t

  /// Opens and loads the system's database; nil where it is missing.
  init?() {
    let flags =
      MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_ELF
      | MAGIC_NO_CHECK_CDF
    guard let opened = magic_open(flags) else { return nil }
    guard magic_load(opened, nil) == 0 else {
      magic_close(opened)
      return nil
    }
    cookie = opened
    for (parameter, limit) in Self.limits {
      var value = limit
      magic_setparam(cookie, parameter, &value)
    }
  }

  deinit {
    magic_close(cookie)
  }

  /// The media type of the bytes, nil where the library has none.
  func type(of bytes: ArraySlice<UInt8>) -> String? {
    bytes.withUnsafeBytes { buffer in
      magic_buffer(cookie, buffer.baseAddress, buffer.count).map { String(cString: $0) }
    }
  }

  private static let limits: [(Int32, Int)] = [
    (MAGIC_PARAM_INDIR_MAX, 15), (MAGIC_PARAM_NAME_MAX, 30), (MAGIC_PARAM_ELF_PHNUM_MAX, 0),
    (MAGIC_PARAM_ELF_SHNUM_MAX, 0), (MAGIC_PARAM_ELF_NOTES_MAX, 0), (MAGIC_PARAM_REGEX_MAX, 4_096),
    (MAGIC_PARAM_BYTES_MAX, AttachmentLimits.typedBytes),
  ]
}
