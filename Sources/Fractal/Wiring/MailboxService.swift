import Ingest
import Shared

/// Reads mailboxes whenever they are due, until it is told to stop.
struct MailboxService: Service {
  /// What the log calls it.
  let name = "mailboxes"
  private let poller: MailboxPoller?
  private let pool: PostgresPool
  private let logger: Logger
  private let idle: Duration
  private let isWaiting: Bool

  /// The service on that door; without `APP_SECRET` no password can be opened, so it rests.
  init(_ context: ProgramContext, pool: PostgresPool, intake: MailIntake) {
    self.pool = pool
    logger = context.logger.with(["service": "mailboxes"])
    let interval = context.settings[Settings.mailboxPollInterval]
    idle = min(interval, .seconds(MailboxLimits.idleSeconds))
    isWaiting = context.settings[Settings.mailboxIdle]
    poller = Self.poller(context, pool: pool, intake: intake)
  }

  /// A poller as the settings want it; nil without `APP_SECRET`.
  static func poller(
    _ context: ProgramContext, pool: PostgresPool, intake: MailIntake
  ) -> MailboxPoller? {
    let settings = context.settings
    guard let vault = try? CredentialVault(settings: settings) else { return nil }
    return MailboxPoller(
      pool: pool, intake: intake, vault: vault, lease: settings[Settings.heartbeatTimeout],
      interval: settings[Settings.mailboxPollInterval],
      tokens: MailboxTokens.Service(settings: settings, http: .trusted()))
  }

  /// Reads until the calling task is cancelled; no failure of a mailbox or the database ends it.
  func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<MailboxLimits.atOnce { group.addTask { await readOn() } }
    }
  }

  private func readOn() async {
    while !Task.isCancelled {
      do {
        if let report = try await poller?.poll(isWaiting: isWaiting) {
          note(report)
          continue
        }
      } catch {
        // Without a database there is nothing to read into; the worker says so already.
        logger.debug("mailboxes cannot be looked up", ["error": .string("\(error)")])
      }
      try? await Task.sleep(for: idle)
    }
  }

  private func note(_ report: MailboxReport) {
    if report.stored + report.duplicates + report.refused > 0 {
      logger.info(
        "mailbox read",
        [
          "mailbox": .string(report.name), "stored": .int(Int64(report.stored)),
          "duplicates": .int(Int64(report.duplicates)), "refused": .int(Int64(report.refused)),
        ])
    }
    if let failure = report.failure, failure != "cancelled" {
      logger.warning(
        "mailbox could not be read", ["mailbox": .string(report.name), "error": .string(failure)])
    }
  }
}
