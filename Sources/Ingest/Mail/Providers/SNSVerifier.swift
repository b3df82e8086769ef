public import Shared
import Synchronization

/// Checks messages of Amazon SNS: topic, age, the certificate's address, signature.
///
/// Certificates are fetched once and kept while they count.
public final class SNSVerifier: Sendable {
  /// Fetches an address of Amazon SNS: a certificate, or the confirmation of a subscription.
  public typealias Fetch = @Sendable (WebURL) async throws -> [UInt8]

  private struct Known {
    var key: PublicKey
    var validity: ClosedRange<Instant>
  }

  private let topics: Set<String>
  private let fetch: Fetch
  private let known = Mutex<[String: Known]>([:])

  /// A verifier for those topics.
  public init(topics: [String], fetch: @escaping Fetch) {
    self.topics = Set(topics)
    self.fetch = fetch
  }

  /// Throws unless the message is one of a known topic, signed by Amazon SNS, and recent.
  ///
  /// - Throws: `SNSError`.
  public func check(_ message: SNSMessage, now: Instant) async throws(SNSError) {
    guard topics.contains(message.topic) else { throw SNSError.topic }
    guard
      InboundTokens.isRecent(
        message.time, seconds: ProviderLimits.notificationSeconds, now: now)
    else { throw SNSError.expired }
    let url = try message.serviceURL(message.certificateURL)
    guard url.target.hasSuffix(".pem"), !url.target.contains("?") else { throw SNSError.host }
    let key = try await key(at: url, now: now)
    guard
      key.isValid(message.signature, for: Array(message.signedText.utf8), hash: message.hash)
    else { throw SNSError.signature }
  }

  /// Confirms the subscription that a checked message asks about.
  ///
  /// - Throws: `SNSError`.
  public func confirm(_ message: SNSMessage) async throws(SNSError) {
    guard let text = message.subscribeURL else { throw SNSError.document }
    let url = try message.serviceURL(text)
    do {
      _ = try await fetch(url)
    } catch {
      throw SNSError.unavailable
    }
  }

  private func key(at url: WebURL, now: Instant) async throws(SNSError) -> PublicKey {
    let held = known.withLock { $0[url.text] }
    if let held, held.validity.contains(now) { return held.key }
    let pem: [UInt8]
    do {
      pem = try await fetch(url)
    } catch {
      throw SNSError.unavailable
    }
    guard let certificate = try? Certificate(pem: pem), let validity = certificate.validity,
      validity.contains(now), let key = try? certificate.publicKey(.rsa)
    else { throw SNSError.certificate }
    known.withLock { known in
      if known.count >= ProviderLimits.certificates { known.removeAll() }
      known[url.text] = Known(key: key, validity: validity)
    }
    return key
  }
}
