import Shared

/// Compares what a sample became with what it should have become: rules without a server.
enum DemoJudgement {
  /// Every difference in words; empty where all is as it should be.
  static func differences(_ sample: DemoSample, _ result: DemoResult) -> [String] {
    switch (sample.outcome, result) {
    case (.task, .task(let task)): differences(sample.expected, task)
    case (.duplicate, .duplicate), (.unknownAddress, .unknownAddress): []
    case (_, .failed(let reason)): [reason]
    case (let wanted, let found):
      ["should be \(wanted?.rawValue ?? "nothing known"), is \(word(for: found))"]
    }
  }

  /// The result in a word or two.
  static func word(for result: DemoResult) -> String {
    switch result {
    case .task: "task"
    case .duplicate: "duplicate"
    case .unknownAddress: "unknown address"
    case .failed: "failed"
    }
  }

  private static func differences(_ expected: JSONValue, _ task: JSONValue) -> [String] {
    var found: [String] = []
    let title = task["title"]?.stringValue ?? ""
    if let wanted = expected["title"]?.stringValue, wanted != title {
      found.append("the title is '\(title)', not '\(wanted)'")
    }
    if let wanted = expected["project"], wanted.stringValue != task["project"]?.stringValue {
      found.append("the project is \(shown(task["project"])), not \(shown(wanted))")
    }
    let description = task["description"]?.stringValue ?? ""
    for text in texts(expected["description"]) where !description.contains(text) {
      found.append("the description lacks '\(text)'")
    }
    for text in texts(expected["without"]) where description.contains(text) {
      found.append("the description holds '\(text)'")
    }
    if let wanted = expected["attachments"]?.arrayValue {
      found += attachments(wanted, task["attachments"]?.arrayValue ?? [])
    }
    for member in expected["fields"]?.objectValue?.members ?? []
    where task[member.key] != member.value {
      found.append(
        "\(member.key) is \(task[member.key]?.serialized ?? "missing"), "
          + "not \(member.value.serialized)")
    }
    if expected["warnings"]?.boolValue == true,
      task["facts"]?["warnings"]?.arrayValue?.isEmpty ?? true
    {
      found.append("a warning is missing")
    }
    if task["provenance"]?.arrayValue?.isEmpty ?? true {
      found.append("nothing says where its fields came from")
    }
    return found
  }

  private static func attachments(_ wanted: [JSONValue], _ found: [JSONValue]) -> [String] {
    let wantedTexts = wanted.map { file in
      line(file["name"], file["type"], file["bytes"])
    }.sorted()
    let foundTexts = found.map { file in
      line(file["file_name"], file["file_type"], file["file_size_bytes"])
    }.sorted()
    return wantedTexts == foundTexts
      ? []
      : [
        "the attachments are [\(foundTexts.joined(separator: "; "))], "
          + "not [\(wantedTexts.joined(separator: "; "))]"
      ]
  }

  private static func line(_ name: JSONValue?, _ type: JSONValue?, _ bytes: JSONValue?) -> String {
    "\(name?.stringValue ?? "?"), \(type?.stringValue ?? "?"), \(bytes?.intValue ?? -1) bytes"
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    value?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  private static func shown(_ value: JSONValue?) -> String { value?.stringValue ?? "none" }
}
