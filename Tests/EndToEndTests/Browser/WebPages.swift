import Foundation
import Support

/// Pages on the loopback interface for a browser to show.
struct WebPages: Sendable {
  private let server: ScriptedServer

  /// Serves these texts and files under their paths; of a path that ends in `/` all files of a folder.
  init(
    _ pages: [String: String], files: [String: [UInt8]] = [:], folders: [String: URL] = [:]
  ) {
    server = ScriptedServer { request, answerer in
      let path = String(request.target.prefix { $0 != "?" })
      let type = Self.type(path)
      if let bytes = files[path] ?? pages[path].map({ Array($0.utf8) }) {
        return answerer.answer(200, "Content-Type: \(type)\r\n", bytes)
      }
      for (prefix, folder) in folders where path.hasPrefix(prefix) && !path.contains("..") {
        let file = folder.appending(path: String(path.dropFirst(prefix.count)))
        if let data = try? Data(contentsOf: file) {
          return answerer.answer(200, "Content-Type: \(type)\r\n", Array(data))
        }
      }
      return answerer.answer(404)
    }
  }

  /// The address of a path.
  func url(_ path: String) -> String { server.url(path) }

  private static func type(_ path: String) -> String {
    switch path.split(separator: ".").last {
    case "js": "text/javascript; charset=utf-8"
    case "css": "text/css"
    case "png": "image/png"
    default: "text/html; charset=utf-8"
    }
  }
}
