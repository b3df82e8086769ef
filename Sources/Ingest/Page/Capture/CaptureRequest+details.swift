import FoundationEssentials
import Shared

extension CaptureRequest {
  /// Title and link alone, from what was noted beside the input; nil where nothing was.
  init?(details: JSONObject) {
    guard let id = details["capture"]?.stringValue.flatMap(UUID.init(uuidString:)),
      let address = details["url"]?.stringValue, WebAddress(address) != nil
    else { return nil }
    self.id = id
    self.address = address
    kind = .page
    title = details["title"]?.stringValue
    project = details["project"]?.stringValue.flatMap(UUID.init(uuidString:))
  }
}
