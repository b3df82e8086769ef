import FoundationEssentials
import NLParse
import Shared

/// `fractal inspect breakdown`: steps of tasks with their histories, without database and model.
enum InspectBreakdown: Command {
  static let name = "breakdown"
  static let summary = "steps of tasks read from standard input, without a model"
  static let help = """
    usage: fractal inspect breakdown < TASKS.jsonl

    Reads JSON lines {"id", "title", "description", "project", "siblings", "existing", "history":
    [{"title", "steps": [{"title", "minutes"}]}]} and answers each with {"id", "steps": [{"title",
    "origin", "minutes", "after"}], "says"}. Steps of a history stand in the order in which they
    were finished; `after` counts from 0.

    example: echo '{"id": 1, "title": "Plan a trip to Rome"}' | fractal inspect breakdown
    """

  static func run(_ words: [String]) async throws -> Int32 {
    _ = try Arguments(words)
    let settings = try Settings.ofThisProcess()
    let patterns = try PatternLibrary(
      PromptLibrary(folder: settings[Settings.promptsDirectory]))
    let breakdown = DeterministicBreakdown(patterns: patterns)
    var output = JSONWriter(capacity: 1 << 16)
    for line in try StandardInput.readAll().split(separator: 0x0A) {
      let task = try JSONValue(parsing: Array(line))
      let result = breakdown.steps(material(task), count: BreakdownLimits.usualSteps)
      output.write(answer(result, id: task["id"] ?? .null))
      output.writeByte(0x0A)
    }
    print(String(decoding: output.bytes, as: UTF8.self), terminator: "")
    return 0
  }

  private static func material(_ task: JSONValue) -> BreakdownMaterial {
    var material = BreakdownMaterial(
      title: task["title"]?.stringValue ?? "",
      description: task["description"]?.stringValue ?? "")
    material.project = task["project"]?.stringValue
    material.siblings = strings(task["siblings"])
    material.existing = strings(task["existing"])
    material.parents = (task["history"]?.arrayValue ?? []).map { parent in
      FinishedParent(
        task: UUID(), title: parent["title"]?.stringValue ?? "",
        steps: (parent["steps"]?.arrayValue ?? []).map { step in
          FinishedParent.Step(
            task: UUID(), title: step["title"]?.stringValue ?? "",
            minutes: step["minutes"]?.intValue.map { Int(clamping: $0) })
        })
    }
    return material
  }

  private static func strings(_ value: JSONValue?) -> [String] {
    (value?.arrayValue ?? []).compactMap(\.stringValue)
  }

  private static func answer(_ breakdown: Breakdown, id: JSONValue) -> JSONValue {
    [
      "id": id,
      "steps": .array(
        breakdown.steps.map { step in
          [
            "title": .string(step.title), "origin": .string(origin(step.origin)),
            "minutes": step.minutes.map { .int(Int64($0)) } ?? .null,
            "after": .array(step.after.map { .int(Int64($0)) }),
          ]
        }),
      "says": breakdown.steps.isEmpty
        ? "nothing is known of tasks like this one; write down a first step" : .null,
    ]
  }

  private static func origin(_ origin: BreakdownStep.Origin) -> String {
    switch origin {
    case .analogy: "analogy"
    case .written: "written"
    case .pattern: "pattern"
    case .model: "model"
    }
  }
}
