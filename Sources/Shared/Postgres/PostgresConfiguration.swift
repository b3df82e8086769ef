import CPostgres

/// Where the database is and how the client behaves towards it.
public struct PostgresConfiguration: Sendable {
  /// The connection URL or keyword string as libpq reads it, TLS settings included. A secret.
  let url: String
  /// The name that the server shows for our sessions, unless the URL names one.
  public var applicationName = "fractal"
  /// Server settings of every session, such as `-c jit=off`, unless the URL has options of its
  /// own. Poolers in transaction mode refuse them.
  public var sessionOptions: String?
  /// The most connections the pool opens.
  public var maximumConnections = 10
  /// How long a caller waits for a connection, attempts to reconnect included.
  public var waitTimeout: Duration = .seconds(10)
  /// How long one attempt to connect may take.
  public var connectTimeout: Duration = .seconds(5)
  /// How long a statement may run unless it says otherwise; nil for no limit.
  public var statementTimeout: Duration? = .seconds(30)
  /// How long a connection may rest before it is closed.
  public var idleLifetime: Duration = .seconds(300)
  /// A connection that rested longer than this is asked for a sign of life before it is used.
  public var healthCheckAfter: Duration = .seconds(30)
  /// How old a connection may get before it is replaced, so that load spreads after a failover.
  public var connectionLifetime: Duration = .seconds(3_600)
  /// False behind PgBouncer in transaction mode: then every statement is prepared anew, unnamed.
  public var keepsStatementsPrepared = true

  /// Host, port, database and user of the URL, for messages; no password.
  public let target: String

  /// Reads `postgresql://…` or libpq's `keyword=value` form; throws where libpq cannot.
  public init(url: String) throws(PostgresError) {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &message) else {
      // libpq's message may quote the URL, so it is dropped.
      PQfreemem(message)
      throw PostgresError(.usage, "the connection URL is malformed")
    }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        values[String(cString: keyword)] = String(cString: value)
      }
      option += 1
    }
    self.url = url
    let host = values["host"] ?? values["hostaddr"] ?? "local socket"
    let database = values["dbname"] ?? values["user"] ?? "default"
    target = "\(values["user"] ?? "default")@\(host):\(values["port"] ?? "5432")/\(database)"
  }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
  /// User, host, port and database; never the password.
  public var description: String { target }
  /// User, host, port and database; never the password.
  public var debugDescription: String { target }
}
