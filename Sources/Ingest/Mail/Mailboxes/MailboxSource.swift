public import Shared

/// What the poller needs of a mailbox on a server.
public protocol MailboxSource: Sendable {
  /// Opens a folder, for reading only where nothing is to be changed in it.
  func open(_ name: String, isReadOnly: Bool) async throws(IMAPError) -> IMAPFolder
  /// The UIDs above that one, in ascending order.
  func messages(after uid: UInt32) async throws(IMAPError) -> [UInt32]
  /// The size of a message in bytes; nil where it is gone.
  func size(of uid: UInt32) async throws(IMAPError) -> Int?
  /// The bytes of a message; nil where it is gone.
  func message(_ uid: UInt32) async throws(IMAPError) -> [UInt8]?
  /// Moves a message into another folder; one that is gone is no error.
  func move(_ uid: UInt32, to folder: String) async throws(IMAPError)
  /// Deletes a message; one that is gone is no error.
  func delete(_ uid: UInt32) async throws(IMAPError)
  /// Waits for a new message, at most that many seconds; false where none came, nil where the server
  /// cannot tell.
  func news(within seconds: Int) async throws(IMAPError) -> Bool?
  /// Takes leave.
  func close() async
}

extension IMAPClient: MailboxSource {}
