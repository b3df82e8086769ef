import Foundation
import Shared
import Support
import Testing

@testable import Ingest

/// Our own mails in `fixtures/mail`, each beside what it should be read as.
@Suite struct MailFixturesTests {
  private static let folder = Fixtures.folder.appending(path: "mail")

  /// Writes the expectations anew instead of checking them; they are reviewed before they count.
  private static let writes = ProcessInfo.processInfo.environment["TIDY_WRITE"] != nil

  private static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test("there are at least sixty mails")
  func enough() {
    #expect(Self.names.count >= 60)
  }

  @Test("each mail is read as its expectation says", arguments: names)
  func golden(_ name: String) async throws {
    let message = Array(try Data(contentsOf: Self.folder.appending(path: name + ".eml")))
    let mail = MailParser.parse(message)
    let reading = await MailReader(converter: { MailBodyMarkdown.convert($0) }).read(mail)
    let found = Self.summary(reading, mail)
    let file = Self.folder.appending(path: name + ".json")
    if Self.writes {
      try Self.pretty(found).write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try JSONValue(parsing: Array(try Data(contentsOf: file)))
    #expect(found == expected)
  }

  @Test("LF and CRLF read the same", arguments: names)
  func lineEnds(_ name: String) async throws {
    let message = Array(try Data(contentsOf: Self.folder.appending(path: name + ".eml")))
    let bare = message.filter { $0 != 13 }
    let crlf = bare.flatMap { $0 == 10 ? [13, 10] : [$0] }
    let one = MailParser.parse(bare)
    let two = MailParser.parse(crlf)
    #expect(one.parts.map(\.kind) == two.parts.map(\.kind))
    #expect(one.subject() == two.subject())
    let recipient = try #require(InboundRecipient("k7@in.example.net"))
    #expect(MailIdentity(one, recipient: recipient) == MailIdentity(two, recipient: recipient))
  }

  private static func summary(_ reading: MailReading, _ mail: ParsedMail) -> JSONValue {
    let typer = FileTyper()
    return .members([
      "title": .string(reading.title),
      "description": .string(reading.description),
      "from": mail.addresses(.from).first.map(MailFileList.json),
      "forwarded": reading.forwarded.isEmpty
        ? nil : .array(reading.forwarded.map(ForwardHeader.json)),
      "attachments": reading.attachments.isEmpty
        ? nil
        : .array(
          reading.attachments.map { file in
            let type = typer.type(of: file.bytes)
            return .members([
              "name": .string(file.name), "type": .string(type),
              "bytes": .int(Int64(file.bytes.count)),
              "danger": AttachmentDanger.find(name: file.name, mediaType: type)
                .map { .string($0.rawValue) },
            ])
          }),
      "calendars": reading.calendars.isEmpty ? nil : .int(Int64(reading.calendars.count)),
      "task": invited(reading, mail),
      "quoted": reading.details["quoted"], "signature": reading.details["signature"],
      "automation": MailAutomation.find(in: mail).map { .string($0.rawValue) },
      "warnings": reading.warnings.isEmpty ? nil : .array(reading.warnings.map { .string($0) }),
    ])
  }

  /// The task that an invitation makes of the reading, for a person in Berlin.
  private static func invited(_ reading: MailReading, _ mail: ParsedMail) -> JSONValue? {
    guard let berlin = try? TimeZoneDatabase.system.zone(named: "Europe/Berlin"),
      let invitations = InvitationMail(
        reading.calendars, proven: nil, reader: berlin, now: Instant(seconds: mail.date() ?? 0))
    else { return nil }
    return summary(invitations.first(invitations.complete(reading.task)))
  }

  private static func summary(_ task: TaskDraft) -> JSONValue {
    .members([
      "title": .string(task.title), "start": task.start.map { .string($0.description) },
      "due": task.due.map { .string($0.description) },
      "grain": task.facts.dueGrain.map { .string($0.rawValue) },
      "hard": .bool(task.isHardDeadline),
      "minutes": task.estimatedMinutes.map { .int(Int64($0)) },
      "rule": task.recurrenceRule.map { .string($0) }, "zone": .string(task.timezone),
      "floating": task.facts.floating ? true : nil,
      "place": task.facts.place.map { .string($0) },
      "attendees": task.facts.attendees.isEmpty ? nil : .array(task.facts.attendees),
      "warnings": task.facts.warnings.isEmpty
        ? nil : .array(task.facts.warnings.map { .string($0) }),
      "dates": task.dateExceptions.isEmpty
        ? nil : .array(task.dateExceptions.map { .string(text($0)) }),
      "description": task.description.map { .string($0) },
      "subtasks": task.subtasks.isEmpty ? nil : .array(task.subtasks.map(summary)),
    ])
  }

  private static func text(_ exception: TaskDateException) -> String {
    switch exception.fate {
    case .cancelled: "\(exception.original) cancelled"
    case .moved(let place): "\(exception.original) moved to \(place)"
    case .asPlanned: "\(exception.original) as planned"
    }
  }

  private static func pretty(_ value: JSONValue) throws -> String {
    guard let object = value.objectValue else { return value.serialized }
    let lines = object.members.map {
      "  \(JSONValue.string($0.key).serialized): \($0.value.serialized)"
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }
}
