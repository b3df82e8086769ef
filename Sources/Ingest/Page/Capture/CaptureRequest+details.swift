import FoundationEssentials
import Shared

extension CaptureRequest {
  /// What can still be known of a capture that could not be worked on: all of `body` where that is
  /// a capture; else title and link of what was noted beside the input, and of the body whatever
  /// words can be read. nil where not even a link is known.
  init?(details: JSONObject, body: JSONValue?) {
    if let body, let whole = try? CaptureRequest(json: body) {
      self = whole
      return
    }
    guard let id = details["capture"]?.stringValue.flatMap(UUID.init(uuidString:)),
      let address = details["url"]?.stringValue, WebAddress(address) != nil
    else { return nil }
    self.id = id
    self.address = address
    kind = .page
    title = details["title"]?.stringValue
    project = details["project"]?.stringValue.flatMap(UUID.init(uuidString:))
    guard let body else { return }
    note = body["note"]?.stringValue.flatMap { $0.trimmingBlanks.isEmpty ? nil : $0 }
    tags = Array(
      (body["tags"]?.arrayValue ?? []).compactMap(\.stringValue)
        .prefix(CaptureLimits.tags))
    selections = Array(
      (body["selections"]?.arrayValue ?? []).compactMap(\.stringValue)
        .prefix(CaptureLimits.selections))
    title = title ?? body["title"]?.stringValue.flatMap(Self.words)
  }
}
