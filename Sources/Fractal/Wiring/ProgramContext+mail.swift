import Ingest
import Shared

extension ProgramContext {
  /// The door for mail, as the settings want it.
  func mailIntake(_ pool: PostgresPool) -> MailIntake {
    MailIntake(
      pool: pool, store: objectStore, trustedServers: settings[Settings.mailTrustedServers],
      limits: MailRateLimits(
        perAddress: settings[Settings.mailsPerAddress],
        perSender: settings[Settings.mailsPerSender]))
  }
}
