/// Files that do something when they are opened, by what they are and by what their name makes of
/// them. They are stored and shown with a warning, never unpacked or opened.
public enum AttachmentDanger: String, Sendable {
  /// A program or library of an operating system.
  case program
  /// A script or shortcut that the system runs.
  case script
  /// A document of a kind that carries macros.
  case macros
  /// An image of a disk, whose content escapes the marks of the web.
  case diskImage = "disk_image"
  /// The name says something else than the content is.
  case disguised

  /// The danger of a file, nil where none is seen.
  ///
  /// - Parameters:
  ///   - name: the cleaned file name.
  ///   - mediaType: the type that the content has.
  public static func find(name: String, mediaType: String) -> AttachmentDanger? {
    let ending = fileExtension(name)
    if programTypes.contains(mediaType) {
      return harmlessEndings.contains(ending) ? .disguised : .program
    }
    if scriptTypes.contains(mediaType) || scriptEndings.contains(ending) { return .script }
    if programEndings.contains(ending) { return .program }
    if macroEndings.contains(ending) { return .macros }
    if diskEndings.contains(ending) || diskTypes.contains(mediaType) { return .diskImage }
    return nil
  }

  /// The letters after the last dot in lower case.
  private static func fileExtension(_ name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  private static let programTypes: Set<String> = [
    "application/x-dosexec", "application/vnd.microsoft.portable-executable",
    "application/x-executable", "application/x-pie-executable", "application/x-sharedlib",
    "application/x-mach-binary", "application/x-msi", "application/x-msdownload",
    "application/java-archive", "application/x-java-applet",
    "application/vnd.android.package-archive",
  ]
  private static let scriptTypes: Set<String> = [
    "text/x-shellscript", "text/x-msdos-batch", "application/javascript", "text/javascript",
    "application/x-ms-shortcut", "text/x-python", "text/x-perl",
  ]
  private static let programEndings: Set<String> = [
    "exe", "dll", "scr", "com", "pif", "msi", "msp", "cpl", "jar", "apk", "app", "deb", "rpm",
    "dmg",
    "sys", "ocx", "xll", "gadget", "msix", "appx",
  ]
  private static let scriptEndings: Set<String> = [
    "js", "jse", "vbs", "vbe", "wsf", "wsh", "hta", "bat", "cmd", "ps1", "psm1", "lnk", "url",
    "reg",
    "scf", "inf", "sh", "command", "desktop", "chm", "hlp", "settingcontent-ms", "library-ms",
    "search-ms", "mht", "mhtml", "svg", "html", "htm", "shtml", "xhtml", "one", "rdp",
  ]
  private static let macroEndings: Set<String> = [
    "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm", "sldm", "slk",
    "iqy",
  ]
  private static let diskEndings: Set<String> = ["iso", "img", "vhd", "vhdx", "vmdk", "udf"]
  private static let diskTypes: Set<String> = [
    "application/x-iso9660-image", "application/x-virtualbox-vhd",
  ]
  private static let harmlessEndings: Set<String> = [
    "pdf", "txt", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "jpg", "jpeg", "png", "gif", "csv",
    "zip", "mp3", "mp4", "odt", "rtf",
  ]
}
