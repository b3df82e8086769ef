import Testing

@testable import Fractal

@Suite struct MailCommandTests {
  @Test(
    "the word that Postfix writes for the null sender is no address",
    arguments: [
      ("MAILER-DAEMON", ""), ("", ""), ("<>", ""), ("ada@example.org", "ada@example.org"),
      ("mailer-daemon@example.org", "mailer-daemon@example.org"),
    ])
  func nullSender(_ word: String, _ sender: String) {
    #expect(MailCommand.envelopeSender(word) == sender)
  }
}
