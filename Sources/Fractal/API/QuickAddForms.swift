import Embeddings
import FoundationEssentials
import NLParse
import Shared

/// The forms of quick add in the API, and the values that have them.
enum QuickAddForms {
  /// What a client sends.
  static let request = Schema.object(
    [
      "text": .string(most: LineLimits.bytes * 20).described(
        "a line; several lines are a list, in which indentation makes sub-tasks")
    ],
    optional: [
      "language": .nullable(.string(most: 10)).described("en, de, …; auto detects it"),
      "settings": .nullable(.map(.string(most: 40))).described(
        "choices such as date_order or next_weekday, as docs/quick-add.md lists them"),
    ])

  /// What was understood of a line.
  static let reading = Schema.object(
    [
      "title": .string(), "fields": .array(field), "alternatives": .array(.any),
      "language": .string(), "partial": .boolean,
    ],
    optional: [
      "due": .any, "not_before": .any, "soft_deadline": .any, "repetition": .any,
      "hard_deadline": .boolean, "floating": .boolean, "done": .boolean,
      "warnings": .array(.string()), "duration_minutes": .integer(),
      "priority": .integer(),
      "project": .array(.string()), "tags": .array(.string()), "assignees": .array(.string()),
      "dependencies": .array(.string()), "subtasks": .array(.string()),
      "reminders": .array(.any), "urls": .array(.string()), "depth": .integer(),
      "filled": .array(.any), "suggestions": .any,
    ])

  private static let field = Schema.object([
    "kind": .choice(LineField.Kind.allCases.map(\.rawValue)), "start": .integer(),
    "end": .integer(), "value": .string(), "confidence": .number(0...1),
  ])

  /// The answer to lines that became tasks.
  static let added = Schema.object(
    ["transaction": .uuid, "task": .uuid, "repeated": .boolean, "added": .array(.any)])

  /// The answer to a preview.
  static let preview = Schema.object([
    "lines": .array(.named("LineReading", reading))
  ])

  /// A reading as JSON: spans count bytes of UTF-8, times are local.
  static func json(_ reading: LineReading) -> JSONValue { .object(object(reading)) }

  /// A reading's members.
  static func object(_ reading: LineReading) -> JSONObject {
    var object: JSONObject = [
      "title": .string(reading.title), "language": .string(reading.language),
      "partial": .bool(reading.isPartial),
      "fields": .array(
        reading.fields.map { field in
          [
            "kind": .string(field.kind.rawValue), "start": .int(Int64(field.span.lowerBound)),
            "end": .int(Int64(field.span.upperBound)), "value": .string(field.value),
            "confidence": .double(field.confidence),
          ]
        }),
      "alternatives": .array(reading.alternatives.map { alternative($0) }),
    ]
    object["due"] = reading.due.map { json($0) }
    object["not_before"] = reading.notBefore.map { json($0) }
    object["soft_deadline"] = reading.softDeadline.map { json($0) }
    object["repetition"] = reading.repetition.map { json($0) }
    if reading.isHardDeadline { object["hard_deadline"] = true }
    if reading.isFloating { object["floating"] = true }
    if reading.isDone { object["done"] = true }
    if !reading.warnings.isEmpty {
      object["warnings"] = .array(reading.warnings.map { .string($0) })
    }
    object["duration_minutes"] = reading.durationSeconds.map { .int(Int64(($0 + 59) / 60)) }
    object["priority"] = reading.priority.map { .int(Int64($0)) }
    let lists: [(String, [String])] = [
      ("project", reading.project), ("tags", reading.tags), ("assignees", reading.assignees),
      ("dependencies", reading.dependencies), ("subtasks", reading.subtasks),
      ("urls", reading.urls),
    ]
    for (name, items) in lists where !items.isEmpty {
      object[name] = .array(items.map { .string($0) })
    }
    if !reading.reminders.isEmpty {
      object["reminders"] = .array(reading.reminders.map { json($0) })
    }
    return object
  }

  /// Adds what stands beside a line: the fields that were filled in, and guesses.
  static func add(_ beside: LineSuggestions, to object: inout JSONObject) {
    object["filled"] = .array(
      beside.filled.map { field in
        .members([
          "field": .string(field.field.rawValue), "value": field.value.map { .string($0) } ?? .null,
          "from": .string(field.kind.rawValue), "confidence": .double(field.confidence),
        ])
      })
    guard let offered = beside.offered else { return }
    let names = Dictionary(
      beside.projects.map { ($0.id, $0.path.joined(separator: "/")) },
      uniquingKeysWith: { first, _ in first })
    object["suggestions"] = SuggestionText.json(offered, offered.repeated, names: names)
  }

  private static func json(_ reminder: LineReminder) -> JSONValue {
    switch reminder {
    case .before(let minutes): ["minutes_before": .int(Int64(minutes))]
    case .at(let local): ["at": .string(local.description)]
    }
  }

  private static func alternative(_ other: LineAlternative) -> JSONValue {
    var object: JSONObject = [
      "start": .int(Int64(other.span.lowerBound)), "end": .int(Int64(other.span.upperBound)),
    ]
    object["due"] = other.moment.map { json($0) }
    object["repetition"] = other.repetition.map { json($0) }
    return .object(object)
  }

  private static func json(_ moment: LineMoment) -> JSONValue {
    .members([
      "kind": .string(moment.kind.rawValue), "value": .string(moment.start.description),
      "due": .string(
        moment.hasTime ? moment.due.description : moment.due.date.description),
      "end": moment.end.map { .string($0.description) }, "grain": .string(moment.grain.name),
      "has_time": .bool(moment.hasTime),
    ])
  }

  private static func json(_ repetition: LineRepetition) -> JSONValue {
    .members([
      "rule": .string(repetition.rule), "first": .string(repetition.start.description),
      "words": .string(repetition.words), "has_time": .bool(repetition.hasTime),
      "from_completion": .bool(repetition.fromCompletion),
      "exceptions": repetition.exceptions.isEmpty
        ? nil : .array(repetition.exceptions.map { .string($0.description) }),
    ])
  }

  /// The answer to lines that became tasks.
  static func json(_ answer: QuickAdd.Answer) -> JSONValue {
    [
      "transaction": id(answer.transaction), "task": id(answer.task),
      "repeated": .bool(answer.isRepeated),
      "added": .array(
        answer.added.map { added in
          var object: JSONObject = [
            "task": id(added.task.id), "understood": json(added.reading),
            "subtasks": .array(added.task.flattened.dropFirst().map { id($0.id) }),
            "warnings": .array((added.warnings + added.task.warnings).map { .string($0) }),
          ]
          add(added.beside, to: &object)
          return .object(object)
        }),
    ]
  }

  private static func id(_ id: UUID) -> JSONValue { .string(id.uuidString.lowercased()) }
}
