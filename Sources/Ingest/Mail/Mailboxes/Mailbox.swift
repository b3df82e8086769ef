public import FoundationEssentials
public import Shared

/// A mailbox that is read over IMAP, and how far it was read.
public struct Mailbox: Hashable, Sendable {
  /// What happens on the server with a message that is stored here.
  public enum AfterStoring: Hashable, Sendable {
    /// It stays as it is, flags included.
    case keep
    /// It moves into that folder.
    case move(String)
    /// It is deleted.
    case delete

    /// The word that the database keeps.
    var word: String {
      switch self {
      case .keep: "keep"
      case .move: "move"
      case .delete: "delete"
      }
    }

    /// The folder it moves into.
    var folder: String? {
      if case .move(let folder) = self { folder } else { nil }
    }
  }

  /// What is shown to the server beside the user's name.
  public enum Authentication: String, Hashable, Sendable, CaseIterable {
    /// A password.
    case password
    /// An OAuth access token as it stands.
    case accessToken = "access_token"
    /// An access token that is asked for with a refresh token.
    case refreshToken = "refresh_token"
  }

  /// Its row.
  public var id: UUID
  /// Who added it, and in which workspace it lies.
  public var actor: Actor
  /// Its name in the workspace.
  public var name: String
  /// The server.
  public var host: String
  /// The server's port.
  public var port: UInt16
  /// How the connection is protected.
  public var security: IMAPEndpoint.Security
  /// The user at the server.
  public var login: String
  /// What the credential is.
  public var authentication = Authentication.password
  /// Where the password or token lies sealed.
  public var credential: UUID
  /// The folder that is read.
  public var folder: String
  /// Where its mail goes; nil where each message's own header says.
  public var recipient: String?
  /// What happens with a stored message.
  public var afterStoring: AfterStoring
  /// Under which number the UIDs count that were read.
  public var uidValidity: UInt32?
  /// The last UID that was read.
  public var lastUID: UInt32
  /// False while it is not to be read.
  public var isEnabled: Bool
  /// When it was last read.
  public var lastPolledAt: Instant?
  /// Failures in a row, with the last one's code.
  public var failures: Int
  /// The last failure; nil after a success.
  public var lastError: String?
  /// Messages stored so far.
  public var storedCount: Int64
  /// Messages that became no input.
  public var refusedCount: Int64
}
