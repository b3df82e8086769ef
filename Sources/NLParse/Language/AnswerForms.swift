import FoundationEssentials
public import Shared
import Synchronization

/// Remembers which form of answer each model takes, so that it is found out once: in this process,
/// and in the database where there is one.
public final class AnswerForms: Sendable {
  private let pool: PostgresPool?
  private let known = Mutex<[String: AnswerForm]>([:])

  /// A memory; without a pool it is this process's own.
  public init(pool: PostgresPool?) {
    self.pool = pool
  }

  private static let readSQL = SQL(
    "read_answer_form", "select form from pipeline.answer_forms where model = $1")

  private static let writeSQL = SQL(
    "write_answer_form",
    """
    insert into pipeline.answer_forms (model, form) values ($1, $2)
    on conflict (model) do update set form = excluded.form, found_at = now()
    """)

  /// The form that the model takes; nil where nobody has tried.
  func form(of model: String) async -> AnswerForm? {
    if let form = known.withLock({ $0[model] }) { return form }
    guard let pool, let row = try? await pool.queryRow(Self.readSQL, [model]),
      let text = try? row.get(0, as: String.self), let form = AnswerForm(rawValue: text)
    else { return nil }
    known.withLock { $0[model] = form }
    return form
  }

  /// Notes that the model takes this form.
  func remember(_ form: AnswerForm, of model: String) async {
    let isNew = known.withLock { known in
      defer { known[model] = form }
      return known[model] != form
    }
    guard isNew, let pool else { return }
    _ = try? await pool.execute(Self.writeSQL, [model, form.rawValue])
  }
}
