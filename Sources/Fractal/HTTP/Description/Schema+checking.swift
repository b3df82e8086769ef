import Shared

extension Schema {
  /// What is wrong with the value, at most `HTTPLimits.problemsListed` faults; empty where nothing.
  func faults(in value: JSONValue) -> [Problem.Fault] {
    var faults: [Problem.Fault] = []
    check(value, at: "", into: &faults)
    return faults
  }

  private func check(_ value: JSONValue, at pointer: String, into faults: inout [Problem.Fault]) {
    guard faults.count < HTTPLimits.problemsListed else { return }
    func fault(_ detail: String) {
      faults.append(Problem.Fault(pointer: pointer, detail: detail))
    }
    switch self {
    case .any: break
    case .named(_, let schema), .described(_, let schema):
      schema.check(value, at: pointer, into: &faults)
    case .nullable(let schema):
      if !value.isNull { schema.check(value, at: pointer, into: &faults) }
    case .string(let most, let format):
      guard let text = value.stringValue else { return fault("must be a text") }
      if let most, text.unicodeScalars.count > most {
        fault("must have at most \(most) characters")
      }
      if let format, !format.matches(text) { fault("must be a \(format.rawValue)") }
    case .choice(let choices):
      if !choices.contains(value.stringValue ?? "") {
        fault("must be one of \(choices.joined(separator: ", "))")
      }
    case .integer(let range):
      guard let number = value.intValue else { return fault("must be a whole number") }
      if let range, !range.contains(number) {
        fault("must be from \(range.lowerBound) to \(range.upperBound)")
      }
    case .number(let range):
      guard let number = value.doubleValue else { return fault("must be a number") }
      if let range, !range.contains(number) {
        fault("must be from \(range.lowerBound) to \(range.upperBound)")
      }
    case .boolean:
      if value.boolValue == nil { fault("must be true or false") }
    case .array(let item, let most):
      guard let items = value.arrayValue else { return fault("must be a list") }
      if let most, items.count > most { return fault("must have at most \(most) items") }
      for (index, element) in items.enumerated() {
        item.check(element, at: "\(pointer)/\(index)", into: &faults)
      }
    case .map(let schema):
      guard let object = value.objectValue else { return fault("must be an object") }
      for member in object.members {
        schema.check(member.value, at: Self.pointer(pointer, member.key), into: &faults)
      }
    case .object(let members, let closed):
      guard let object = value.objectValue else { return fault("must be an object") }
      Self.check(object, members, closed, at: pointer, into: &faults)
    }
  }

  private static func check(
    _ object: JSONObject, _ members: [Member], _ closed: Bool, at pointer: String,
    into faults: inout [Problem.Fault]
  ) {
    for member in members {
      let place = Self.pointer(pointer, member.name)
      if let value = object[member.name] {
        member.schema.check(value, at: place, into: &faults)
      } else if !member.isOptional {
        faults.append(Problem.Fault(pointer: place, detail: "is missing"))
      }
    }
    guard closed else { return }
    let known = Set(members.map(\.name))
    for key in object.keys where !known.contains(key) {
      faults.append(
        Problem.Fault(pointer: Self.pointer(pointer, key), detail: "is not known here"))
    }
  }

  /// A JSON pointer (RFC 6901) one step deeper.
  private static func pointer(_ base: String, _ key: String) -> String {
    var escaped = ""
    for character in key.unicodeScalars.prefix(100) {
      switch character {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return "\(base)/\(escaped)"
  }
}
