import Shared

/// The demo's results as tables for a person: what each sample became, and where each field of
/// each task came from.
struct DemoReport {
  /// The samples with what they became, in their order.
  let results: [(sample: DemoSample, result: DemoResult)]

  /// Whether every sample became what it should.
  var isAsExpected: Bool {
    results.allSatisfy { DemoJudgement.differences($0.sample, $0.result).isEmpty }
  }

  /// The report.
  var text: String {
    var parts = [summary]
    for (sample, result) in results {
      if case .task(let task) = result { parts.append(section(sample, task)) }
    }
    let wrong = results.map { ($0.sample.name, DemoJudgement.differences($0.sample, $0.result)) }
      .filter { !$0.1.isEmpty }
    for (name, differences) in wrong {
      parts.append("\(name): \(differences.joined(separator: "\n  "))")
    }
    let count = results.count - wrong.count
    parts.append("\(count) of \(results.count) samples became what they should.")
    return parts.joined(separator: "\n\n")
  }

  private var summary: String {
    var table = TextTable("SAMPLE", "BECAME", "TITLE", "PROJECT", "FILES", "")
    for (sample, result) in results {
      let isRight = DemoJudgement.differences(sample, result).isEmpty
      var task: JSONValue?
      if case .task(let made) = result { task = made }
      table.add(
        sample.name, DemoJudgement.word(for: result),
        TextTable.shortened(task?["title"]?.stringValue ?? "", to: DemoLimits.titleColumns),
        task.map { $0["project"]?.stringValue ?? "-" } ?? "",
        task.map { "\($0["attachments"]?.arrayValue?.count ?? 0)" } ?? "",
        isRight ? "as it should" : "NOT as it should")
    }
    return table.text
  }

  private func section(_ sample: DemoSample, _ task: JSONValue) -> String {
    var table = TextTable("  FIELD", "VALUE", "FROM", "SURE")
    for item in task["provenance"]?.arrayValue ?? [] {
      let sure = item["confidence"]?.doubleValue ?? 0
      table.add(
        "  " + (item["field"]?.stringValue ?? "?"),
        TextTable.shortened(Self.value(of: item, in: task), to: DemoLimits.titleColumns),
        TextTable.shortened(Self.source(of: item), to: DemoLimits.titleColumns),
        "\(Int((sure * 100).rounded())) %")
    }
    let warnings = task["facts"]?["warnings"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let note = warnings.isEmpty ? "" : "\n  warnings: \(warnings.joined(separator: "; "))"
    return "\(task["title"]?.stringValue ?? "") (\(sample.name))\n\(table.text)\(note)"
  }

  /// The field's value as a person reads it.
  private static func value(of item: JSONValue, in task: JSONValue) -> String {
    switch item["field"]?.stringValue {
    case "project_id": return task["project"]?.stringValue ?? ""
    case "attachments":
      let names = task["attachments"]?.arrayValue?.compactMap { $0["file_name"]?.stringValue }
      return (names ?? []).joined(separator: ", ")
    case let field: return item["value"]?.stringValue ?? task[field ?? ""]?.stringValue ?? ""
    }
  }

  /// The kind of source with what it refers to, such as `header Subject`.
  private static func source(of item: JSONValue) -> String {
    let kind = item["kind"]?.stringValue ?? "?"
    let reference = item["reference"]?.objectValue?.members.compactMap { member -> String? in
      member.value.stringValue ?? member.value.intValue.map { "\(member.key) \($0)" }
    }
    return ([kind] + (reference ?? [])).joined(separator: " ")
  }
}
