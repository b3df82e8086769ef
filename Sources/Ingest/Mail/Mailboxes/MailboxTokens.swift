import FoundationEssentials
public import Shared

/// The access tokens of mailboxes that have a refresh token (RFC 6749 section 6), kept until they run
/// out.
public actor MailboxTokens {
  /// Who gives out access tokens.
  public struct Service: Sendable {
    /// Where they are asked from.
    public var endpoint: OAuthTokenEndpoint
    /// What is asked for; nil for what the refresh token was given for.
    public var scope: String?
    /// Who asks.
    public var http: HTTPClient

    /// The service of the operator's settings; nil where no endpoint or client is set.
    public init?(settings: Settings, http: @autoclosure () -> HTTPClient) {
      guard let url = settings[Settings.mailboxTokenURL],
        let client = settings[Settings.mailboxClientID]
      else { return nil }
      endpoint = OAuthTokenEndpoint(
        url: url, clientID: client, clientSecret: settings[Settings.mailboxClientSecret])
      scope = settings[Settings.mailboxScope]
      self.http = http()
    }

    /// A fresh access token.
    ///
    /// - Throws: `OAuthError`.
    public func accessToken(for refreshToken: String) async throws(OAuthError) -> OAuthTokens {
      try await endpoint.refresh(
        refreshToken, scope: scope, timeout: .seconds(MailboxLimits.tokenSeconds), by: http)
    }
  }

  private struct Known {
    var token: String
    var end: SteadyTime
  }

  private let vault: CredentialVault
  private let pool: PostgresPool
  private let service: Service?
  private var known: [UUID: Known] = [:]

  /// The tokens of that service for the mailboxes of that database.
  init(vault: CredentialVault, pool: PostgresPool, service: Service?) {
    self.vault = vault
    self.pool = pool
    self.service = service
  }

  /// An access token that still counts. Where the service gives another refresh token with it, that
  /// takes the old one's place.
  ///
  /// - Throws: `MailboxError.token`, `PostgresError`.
  func token(for mailbox: Mailbox, refreshToken: String) async throws -> String {
    if let known = known[mailbox.id], known.end.remainingNanoseconds > 0 { return known.token }
    guard let service else { throw MailboxError.token }
    let tokens: OAuthTokens
    do throws(OAuthError) {
      tokens = try await service.accessToken(for: refreshToken)
    } catch {
      throw MailboxError.token
    }
    if let next = tokens.refreshToken, next != refreshToken {
      try await vault.replace(
        mailbox.credential, with: Array(next.utf8), workspace: mailbox.actor.workspace, in: pool)
    }
    let life = tokens.seconds ?? MailboxLimits.tokenLife
    known[mailbox.id] = Known(
      token: tokens.accessToken,
      end: .now.advanced(by: .seconds(max(0, life - MailboxLimits.tokenMargin))))
    return tokens.accessToken
  }

  /// Forgets a mailbox's token, which its server has refused.
  func forget(_ mailbox: Mailbox) { known[mailbox.id] = nil }
}
