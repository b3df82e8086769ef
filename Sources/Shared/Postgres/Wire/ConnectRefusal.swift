/// Why a connection was refused, from libpq's message, since libpq gives no code for it.
///
/// The words are ours, because libpq's message may hold names of users and databases; what is not
/// recognised stays out of the plain description.
struct ConnectRefusal {
  /// The kind of error: whether another attempt may succeed.
  let kind: PostgresError.Kind
  /// What to tell a person.
  let words: String

  private static let table: [(sign: String, kind: PostgresError.Kind, words: String)] = [
    ("password authentication failed", .server(sqlState: "28P01"), "wrong user or password"),
    ("no password supplied", .server(sqlState: "28P01"), "a password is needed"),
    ("Peer authentication failed", .server(sqlState: "28000"), "the system user may not log in"),
    ("no pg_hba.conf entry", .server(sqlState: "28000"), "the server does not admit this client"),
    ("role \"", .server(sqlState: "28000"), "no such role, or it may not log in"),
    (
      "server does not support SSL", .usage,
      "the server does not speak TLS, but sslmode asks for it"
    ),
    ("certificate verify failed", .usage, "the server's TLS certificate is not trusted"),
    ("root certificate file", .usage, "the root certificate file of the TLS settings is missing"),
    ("server certificate for", .usage, "the server's TLS certificate is for another host"),
    ("too many c", .server(sqlState: "53300"), "too many connections"),
    ("remaining connection slots", .server(sqlState: "53300"), "too many connections"),
    ("the database system is", .server(sqlState: "57P03"), "the server is starting or stopping"),
    ("does not exist", .server(sqlState: "3D000"), "no such database"),
    ("Connection refused", .connection, "connection refused"),
    ("could not translate host name", .connection, "the host name is unknown"),
    ("No such file or directory", .connection, "no server listens on that socket"),
    ("timeout expired", .connection, "no answer in time"),
    ("invalid ", .usage, "a setting of the connection URL is not valid"),
  ]

  /// Reads libpq's message.
  init(message: String) {
    let known = Self.table.first { message.utf8Contains($0.sign) }
    kind = known?.kind ?? .connection
    words = known?.words ?? "the server refused or broke the connection"
  }
}

extension String {
  /// True where the bytes of `part` stand somewhere in the text.
  fileprivate func utf8Contains(_ part: String) -> Bool {
    let (text, part) = (Array(utf8), Array(part.utf8))
    guard !part.isEmpty, text.count >= part.count else { return part.isEmpty }
    return (0...text.count - part.count).contains { start in
      text[start] == part[0] && text[start..<start + part.count].elementsEqual(part)
    }
  }
}
