import Embeddings
public import FoundationEssentials
public import Shared

/// Quick add: lines become tasks, through one and the same code for every door.
public struct QuickAdd: Sendable {
  /// What was made of a line.
  public struct Added: Sendable {
    /// The task, its sub-tasks below it.
    public var task: WrittenTask
    /// What was understood.
    public var reading: LineReading
    /// Names that nothing was found for.
    public var warnings: [String]
    /// What was filled in beside the words of the line, and what may be offered.
    public var beside: LineSuggestions
  }

  /// A request that was answered: all tasks of one transaction.
  public struct Answer: Sendable {
    /// The transaction; undo takes its id.
    public var transaction: UUID
    /// What was made, one a line that is no sub-task; empty where the key was used before.
    public var added: [Added]
    /// The first task, also where the key was used before.
    public var task: UUID
    /// True where the idempotency key had made this before.
    public var isRepeated: Bool
  }

  /// The database.
  public let pool: PostgresPool
  /// Names, kept while people type.
  public let directories: LineDirectories
  /// The choices of the operator.
  public let choices: LinePolicy.Choices
  /// Writes tasks.
  public let writer: TaskWriter
  /// Finds what earlier tasks suggest; nil for none.
  public var suggester: (any LineSuggesting)?
  /// How long one request waits for suggestions.
  public var patience = Duration.milliseconds(LineLimits.suggestionMilliseconds)
  /// Reads lines beside the grammar; nil for none.
  public var model: (any LineModel)?
  private let parser = LineParser()

  /// Quick add on that database.
  public init(
    pool: PostgresPool, choices: LinePolicy.Choices = .init(),
    directories: LineDirectories = LineDirectories(), writer: TaskWriter = TaskWriter()
  ) {
    self.pool = pool
    self.choices = choices
    self.directories = directories
    self.writer = writer
  }

  /// What a line of a list says for a person, as its task would have it without a model, with
  /// nothing written and names from memory where they are there.
  public func preview(
    _ line: LineBatch.Item, as actor: Actor, _ choices: LinePolicy.Choices, now: Instant
  ) async throws -> LineReading {
    let directory = try await directories.directory(of: actor, in: pool)
    var task = LineTask(read(line, directory, choices, now: now), directory, now: now)
    if model == nil { task.giveBackReminders() }
    return task.reading
  }

  /// Reads a line of a list with a person's names.
  private func read(
    _ line: LineBatch.Item, _ directory: LineDirectory, _ choices: LinePolicy.Choices,
    now: Instant
  ) -> LineReading {
    var reading = read(line.text, directory, choices, now: now)
    reading.isDone = line.isDone
    return reading
  }

  /// Reads a line with a person's names.
  public func read(
    _ line: String, _ directory: LineDirectory, _ choices: LinePolicy.Choices, now: Instant
  ) -> LineReading {
    var context = LineContext(
      now: directory.zone.local(at: now), zone: directory.zone, language: choices.language,
      policy: choices.policy)
    context.projects = directory.projectNames
    context.tags = directory.tags.map(\.name)
    return parser.read(line, context)
  }

  /// Makes tasks of a line, or of the lines of a pasted list, in one transaction. The same key of the
  /// same person again makes nothing, asks no model and answers with what it made; with another text it
  /// is an error.
  public func add(
    _ text: String, as actor: Actor, _ choices: LinePolicy.Choices, key: String? = nil,
    door: String, now: Instant
  ) async throws -> Answer {
    if let key, let earlier = try await earlier(key, text, as: actor) { return earlier }
    let directory = try await LineDirectory.read(as: actor, in: pool)
    let batch = LineBatch(text)
    guard !batch.items.isEmpty else {
      throw TaskError(.invalid, field: "text", "the line is empty")
    }
    var understood = batch.items.map { read($0, directory, choices, now: now) }
    if batch.isCut, let last = understood.indices.last { understood[last].isPartial = true }
    let tasks = try await drafts(understood, of: batch, directory, choices, as: actor, now: now)
    let tree = QuickAdd.tree(batch, tasks.map(\.draft))
    return try await pool.transaction { session in
      if let key, let earlier = try await repeated(key, text, door, as: actor, in: session) {
        return earlier
      }
      var transaction = TaskTransaction()
      let written = try await writer.write(
        tree.map(\.draft), as: actor, in: session, within: &transaction)
      if let key {
        try await remember(key, task: written[0].id, transaction.id, as: actor, in: session)
      }
      let added = zip(written, tree).map { task, root in
        let drafted = tasks[root.index]
        return Added(
          task: task, reading: drafted.reading, warnings: drafted.warnings,
          beside: drafted.beside)
      }
      return Answer(
        transaction: transaction.id, added: added, task: written[0].id, isRepeated: false)
    }
  }

  /// A line's task, before it is written.
  private struct Drafted {
    var draft: TaskDraft
    var reading: LineReading
    var warnings: [String] = []
    var beside = LineSuggestions()
  }

  /// The drafts of lines, completed, their dependencies looked up among the person's open tasks.
  private func drafts(
    _ readings: [LineReading], of batch: LineBatch, _ directory: LineDirectory,
    _ choices: LinePolicy.Choices, as actor: Actor, now: Instant
  ) async throws -> [Drafted] {
    var out = readings.map { reading in
      let task = LineTask(reading, directory, now: now)
      return Drafted(draft: task.draft, reading: task.reading)
    }
    let suggestions = await suggestions(
      for: out.map(\.draft.title), depths: batch.items.map(\.depth), choices, as: actor)
    for index in out.indices {
      let suggestion = suggestions[index]
      var merge = LineMerge(out[index].draft, directory)
      if out.count == 1,
        let code = await ask(
          batch.items[0].text, &merge, directory, choices, suggestion, as: actor, now: now)
      {
        out[index].warnings.append("model_" + code)
      }
      out[index].beside = merge.finish(with: suggestion)
      out[index].draft = merge.result
      var drafted = out[index]
      LineTask.giveBackReminders(of: &drafted.reading, in: &drafted.draft)
      out[index] = drafted
      for title in out[index].reading.dependencies {
        if let id = try await OpenTasks.find(title, as: actor, in: pool) {
          out[index].draft.blockedBy.append(.task(id))
          out[index].draft.explain(.dependencies, value: title, as: .span, confidence: 0.95)
        } else {
          out[index].draft.title += " (after \(title))"
          out[index].draft.facts.warnings.append("dependency_unknown")
        }
      }
      out[index].warnings = out[index].draft.facts.warnings + out[index].warnings
    }
    return out
  }

  /// Nests drafts as the list is indented.
  private static func tree(
    _ batch: LineBatch, _ drafts: [TaskDraft]
  ) -> [(draft: TaskDraft, index: Int)] {
    var roots: [(draft: TaskDraft, index: Int)] = []
    var index = 0
    while index < drafts.count {
      let start = index
      let draft = subtree(batch, drafts, &index)
      roots.append((draft, start))
    }
    return roots
  }

  private static func subtree(
    _ batch: LineBatch, _ drafts: [TaskDraft], _ index: inout Int
  ) -> TaskDraft {
    var draft = drafts[index]
    let depth = batch.items[index].depth
    index += 1
    while index < drafts.count, batch.items[index].depth > depth {
      draft.subtasks.append(subtree(batch, drafts, &index))
    }
    return draft
  }
}
