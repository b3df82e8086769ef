/// Works with one mailbox over one connection, without ever marking a message as seen.
///
/// Calls wait for each other in order. Cancelling the calling task ends the connection, which then
/// serves no more.
public final class IMAPClient: Sendable {
  private let connection: IMAPConnection
  private let executor = BlockingExecutor(threads: 1)

  private init(_ connection: IMAPConnection) {
    self.connection = connection
  }

  deinit {
    connection.abandon()
  }

  /// Connects and logs in; messages of more than `messageLimit` bytes are not fetched.
  ///
  /// - Throws: `IMAPError`.
  public static func connect(
    _ endpoint: IMAPEndpoint, messageLimit: Int
  ) async throws(IMAPError) -> IMAPClient {
    let client = IMAPClient(try IMAPConnection(endpoint, literalLimit: messageLimit))
    try await client.run { connection throws(IMAPError) in try connection.open() }
    return client
  }

  /// Opens a folder, for reading only unless messages are to be moved or deleted.
  ///
  /// - Throws: `IMAPError`, `.folder` where it cannot be opened.
  public func open(_ name: String, isReadOnly: Bool) async throws(IMAPError) -> IMAPFolder {
    let command = (isReadOnly ? "EXAMINE " : "SELECT ") + (try IMAPText.folder(name))
    return try await run { connection throws(IMAPError) in
      let answers: [IMAPAnswer]
      do throws(IMAPError) {
        answers = try connection.command(command)
      } catch {
        throw error.code == .refused ? IMAPError(.folder) : error
      }
      guard let validity = answers.lazy.compactMap({ $0.codeNumber("UIDVALIDITY") }).first else {
        throw IMAPError(.malformed)
      }
      let count = answers.lazy.compactMap { $0.atom(2) == "EXISTS" ? $0.number(1) : nil }.first
      return IMAPFolder(uidValidity: validity, messages: count ?? 0)
    }
  }

  /// The UIDs above that one, in ascending order, whatever their flags say.
  ///
  /// - Throws: `IMAPError`.
  public func messages(after uid: UInt32) async throws(IMAPError) -> [UInt32] {
    guard uid < UInt32.max else { return [] }
    return try await run { connection throws(IMAPError) in
      var found: Set<UInt32> = []
      for answer in try connection.command("UID SEARCH UID \(uid + 1):*")
      where answer.atom(1) == "SEARCH" {
        // The star means the last message, also where its UID is smaller.
        for index in answer.words.indices.dropFirst(2) {
          if let number = answer.number(index), number > uid { found.insert(number) }
        }
      }
      return found.sorted()
    }
  }

  /// The size of a message in bytes; nil where it is gone.
  ///
  /// - Throws: `IMAPError`.
  public func size(of uid: UInt32) async throws(IMAPError) -> Int? {
    try await run { connection throws(IMAPError) in
      for answer in try connection.command("UID FETCH \(uid) (UID RFC822.SIZE)")
      where Self.isAbout(answer, uid) {
        if case .atom(let text)? = answer.value(after: "RFC822.SIZE") { return Int(text) }
      }
      return nil
    }
  }

  /// The bytes of a message; nil where it is gone. Its flags stay as they are.
  ///
  /// - Throws: `IMAPError`.
  public func message(_ uid: UInt32) async throws(IMAPError) -> [UInt8]? {
    try await run { connection throws(IMAPError) in
      for answer in try connection.command("UID FETCH \(uid) (UID BODY.PEEK[])")
      where Self.isAbout(answer, uid) {
        if case .string(let bytes)? = answer.value(after: "BODY[]") { return bytes }
      }
      return nil
    }
  }

  /// Moves a message into another folder (RFC 6851, else copy and delete); one that is gone is no
  /// error.
  ///
  /// - Throws: `IMAPError`, `.refused` where there is no such folder.
  public func move(_ uid: UInt32, to folder: String) async throws(IMAPError) {
    let target = try IMAPText.folder(folder)
    try await run { connection throws(IMAPError) in
      if try Self.capabilities(connection).contains("MOVE") {
        _ = try connection.command("UID MOVE \(uid) \(target)")
      } else {
        _ = try connection.command("UID COPY \(uid) \(target)")
        try Self.delete(uid, connection)
      }
    }
  }

  /// Deletes a message; one that is gone is no error. Without UIDPLUS (RFC 4315) it is only marked,
  /// for a plain EXPUNGE would take what others marked with it.
  ///
  /// - Throws: `IMAPError`.
  public func delete(_ uid: UInt32) async throws(IMAPError) {
    try await run { connection throws(IMAPError) in try Self.delete(uid, connection) }
  }

  /// Waits until the server tells of a new message in the open folder, at most that many seconds
  /// (IDLE, RFC 2177); false where none came, nil where the server cannot tell.
  ///
  /// - Throws: `IMAPError`.
  public func news(within seconds: Int) async throws(IMAPError) -> Bool? {
    try await run { connection throws(IMAPError) in
      guard try Self.capabilities(connection).contains("IDLE") else { return nil }
      return try connection.idle(seconds: min(seconds, IMAPLimits.idleSeconds))
    }
  }

  /// Takes leave of the server.
  public func close() async {
    await executor.run { [connection] in connection.close() }
  }

  private static func delete(_ uid: UInt32, _ connection: IMAPConnection) throws(IMAPError) {
    _ = try connection.command("UID STORE \(uid) +FLAGS.SILENT (\\Deleted)")
    if try capabilities(connection).contains("UIDPLUS") {
      _ = try connection.command("UID EXPUNGE \(uid)")
    }
  }

  private static func capabilities(_ connection: IMAPConnection) throws(IMAPError) -> Set<String> {
    for answer in try connection.command("CAPABILITY") where answer.atom(1) == "CAPABILITY" {
      return Set(answer.words.indices.compactMap { answer.atom($0) })
    }
    return []
  }

  private static func isAbout(_ answer: IMAPAnswer, _ uid: UInt32) -> Bool {
    guard answer.atom(2) == "FETCH", case .atom(let text)? = answer.value(after: "UID") else {
      return false
    }
    return UInt32(text) == uid
  }

  private func run<Value: Sendable>(
    _ body: @escaping @Sendable (IMAPConnection) throws(IMAPError) -> Value
  ) async throws(IMAPError) -> Value {
    let connection = connection
    let result: Result<Value, IMAPError> = await withTaskCancellationHandler {
      await executor.run {
        do throws(IMAPError) {
          return .success(try body(connection))
        } catch {
          return .failure(error)
        }
      }
    } onCancel: {
      connection.abandon()
    }
    return try result.get()
  }
}
