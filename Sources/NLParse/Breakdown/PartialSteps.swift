import Shared

/// Reads the steps that are complete in an answer that is still being written.
enum PartialSteps {
  /// The objects of the list `steps` that are closed already.
  static func steps(in text: String) -> [JSONValue] {
    let bytes = Array(text.utf8)
    guard let list = bytes.firstRange(of: Array("\"steps\"".utf8)),
      let opening = bytes[list.upperBound...].firstIndex(of: 0x5B)
    else { return [] }
    var found: [JSONValue] = []
    var depth = 0
    var start: Int?
    var isText = false
    var isEscaped = false
    for index in (opening + 1)..<bytes.count {
      let byte = bytes[index]
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isText = false
        }
        continue
      }
      switch byte {
      case 0x22: isText = true
      case 0x7B:
        if depth == 0 { start = index }
        depth += 1
      case 0x7D:
        depth -= 1
        if depth == 0, let begin = start {
          if let value = try? JSONValue(parsing: Array(bytes[begin...index])) {
            found.append(value)
          }
          start = nil
        }
      case 0x5D where depth == 0: return found
      default: break
      }
    }
    return found
  }
}
