public import Shared

/// Whether a mail may become a task, decided at the door from its sender, its kind and the address's
/// own policies.
public struct MailAdmission: Sendable, Equatable {
  /// What happens with the mail.
  public enum Disposition: String, Sendable {
    /// It becomes a task or a comment.
    case accept
    /// It is held until a person decides.
    case quarantine
    /// It is recorded and nothing else.
    case drop
    /// It is refused at the door.
    case reject
  }

  /// What happens with the mail.
  public var disposition: Disposition
  /// Why, where it is not simply accepted: a code of ours.
  public var reason: String?
  /// Who sent it, as far as a trusted server has said so.
  public var sender: TaskFacts.SenderClass
  /// The address of From in lower case, where a trusted server has authenticated it.
  public var proven: String?
  /// What kind of machine sent it, where one did.
  public var automation: MailAutomation?

  /// Decides about a mail.
  ///
  /// - Parameters:
  ///   - mail: the mail.
  ///   - envelopeSender: the envelope's sender, empty for the null sender; nil where it is unknown.
  ///   - route: where the address leads, with its policies.
  ///   - ownerAddress: the e-mail address of the address's user.
  ///   - trusted: servers whose Authentication-Results count, in lower case.
  ///   - findings: what an authenticated provider found out, which counts before those.
  ///   - suspicion: why it must be held whatever else speaks for it: a code of ours.
  public static func decide(
    _ mail: ParsedMail, envelopeSender: String?, route: InboundRoute, ownerAddress: String?,
    trusted: Set<String>, findings: SenderFindings? = nil, suspicion: String? = nil
  ) -> MailAdmission {
    let automation = MailAutomation.find(in: mail, envelopeSender: envelopeSender)
    var result = MailAdmission(disposition: .accept, sender: .outsider, automation: automation)
    let verdict =
      findings?.verdict(on: mail) ?? AuthenticationResults.verdict(of: mail, trusted: trusted)
    let from = mail.addresses(.from).first?.address?.lowercased() ?? ""
    if verdict?.provesSender == true, !from.isEmpty { result.proven = from }
    switch automation {
    case .own: return result.with(.drop, "own_message")
    case .bounce, .autoReply:
      let disposition = disposition(of: route.automaticMail)
      if disposition != .accept { return result.with(disposition, "automatic_mail") }
    case .list, .bulk, .nullSender, nil: break
    }
    if let suspicion { return result.with(.quarantine, suspicion) }
    if verdict?.condemnsSender == true {
      let disposition = disposition(of: route.failedAuthentication)
      if disposition != .accept { return result.with(disposition, "authentication_failed") }
    }
    if let proven = result.proven, proven == ownerAddress?.lowercased() {
      result.sender = .owner
      return result
    }
    guard !isAllowed(from, by: route.allowedSenders) else { return result }
    let unknown = disposition(of: route.unknownSender)
    if unknown != .reject, let (disposition, reason) = massMail(automation, route) {
      return result.with(disposition, reason)
    }
    return unknown == .accept ? result : result.with(unknown, "unknown_sender")
  }

  /// What the address does with lists and mass mail, where it does not simply take them.
  private static func massMail(
    _ automation: MailAutomation?, _ route: InboundRoute
  ) -> (Disposition, String)? {
    let (policy, reason): (InboundRoute.Policy, String)
    switch automation {
    case .list: (policy, reason) = (route.listMail, "list_mail")
    case .bulk, .nullSender: (policy, reason) = (route.bulkMail, "bulk_mail")
    case .bounce, .autoReply, .own, nil: return nil
    }
    return policy == .accept ? nil : (disposition(of: policy), reason)
  }

  private func with(_ disposition: Disposition, _ reason: String) -> MailAdmission {
    var copy = self
    copy.disposition = disposition
    copy.reason = reason
    return copy
  }

  private static func disposition(of policy: InboundRoute.Policy) -> Disposition {
    switch policy {
    case .accept: .accept
    case .quarantine: .quarantine
    case .reject: .reject
    case .drop: .drop
    }
  }

  /// True where the list names the address or its domain (`@example.org`).
  private static func isAllowed(_ from: String, by list: [String]) -> Bool {
    guard let at = from.lastIndex(of: "@") else { return false }
    let domain = from[at...]
    return list.contains { entry in
      let entry = entry.lowercased()
      return entry == from || entry == domain
    }
  }
}
