import Shared

extension HTTPResponse {
  /// Bytes from outside, offered as a file and never shown: attachment disposition, no sniffing,
  /// and a sandbox should a browser show it all the same.
  static func download(_ body: Body, contentType: String, fileName: String) -> HTTPResponse {
    HTTPResponse(
      status: 200,
      headers: [
        "Content-Type": downloadType(contentType),
        "Content-Disposition": ContentDisposition.attachment(fileName: fileName),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
      ], body: body)
  }

  /// The type with which a file is offered: its own where that may stand in a header.
  static func downloadType(_ contentType: String) -> String {
    HTTPHeaders.isValid(name: "Content-Type", value: contentType)
      ? contentType : "application/octet-stream"
  }
}
