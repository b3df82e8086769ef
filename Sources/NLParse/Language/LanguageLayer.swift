import FoundationEssentials
public import Shared

/// Asks the language model: within the workspace's budget and the caller's time, in a form the model
/// takes, with one chance to repair what breaks the rules.
public struct LanguageLayer: Sendable {
  /// The model of the settings.
  public let model: String
  /// Calls the service.
  let client: BedrockClient
  /// Counts and limits what is used.
  let ledger: UsageLedger?
  /// Remembers which form a model takes.
  let forms: AnswerForms

  /// A layer on that model; without a ledger nothing is counted.
  public init(
    model: String, client: BedrockClient, ledger: UsageLedger?, forms: AnswerForms
  ) {
    self.model = model
    self.client = client
    self.ledger = ledger
    self.forms = forms
  }

  /// The answer, checked; with problems where even the second answer breaks rules.
  ///
  /// - Throws: `ModelRefusal` where there is no answer to take anything from.
  public func ask(_ question: LanguageQuestion) async throws(ModelRefusal) -> LanguageAnswer {
    let prompt = question.rendering.prompt
    let name = prompt.model ?? model
    var talk = LanguageTalk(question, model: name)
    let reservation = try await reserve(question, talk)
    do throws(ModelRefusal) {
      let answer = try await converse(&talk)
      await settle(question, talk, reservation, failed: false)
      return answer
    } catch {
      await settle(question, talk, reservation, failed: true)
      throw error
    }
  }

  private func converse(_ talk: inout LanguageTalk) async throws(ModelRefusal) -> LanguageAnswer {
    var reply = try await turn(&talk)
    var problems = await talk.problems(reply)
    if !problems.isEmpty, talk.hasTimeForRepair {
      talk.askForRepair(of: reply, problems)
      // What the first answer held is better than nothing where the second fails.
      if let second = try? await turn(&talk) {
        let rest = await talk.problems(second)
        if second.json != nil, reply.json == nil || rest.count <= problems.count {
          reply = second
          problems = rest
        }
      }
    }
    guard let json = reply.json else { throw reply.refusal ?? .invalid }
    return LanguageAnswer(
      json: json, problems: problems, origin: talk.origin, usage: talk.usage)
  }

  /// One turn, in the first form that the model takes.
  private func turn(_ talk: inout LanguageTalk) async throws(ModelRefusal) -> LanguageReply {
    let known = await forms.form(of: talk.model)
    var form = talk.form ?? known ?? .structured
    while true {
      do throws(BedrockError) {
        let answer = try await call(talk.request(form), talk.question.onText)
        talk.form = form
        talk.add(answer)
        if known != form { await forms.remember(form, of: talk.model) }
        let reply = LanguageReply(answer, form)
        if let refusal = reply.refusal, refusal == .withheld { throw BedrockError(.other) }
        return reply
      } catch {
        if talk.isWithheld { throw .withheld }
        guard error.code == .validation, talk.form == nil, let next = form.next else {
          throw ModelRefusal(error)
        }
        form = next
      }
    }
  }

  private func call(
    _ request: ConverseRequest, _ onText: (@Sendable (String) -> Void)?
  ) async throws(BedrockError) -> ConverseAnswer {
    guard let onText else { return try await client.converse(request) }
    var assembly = ConverseAssembly()
    for try await event in try await client.converseStream(request) {
      assembly.add(event)
      switch event {
      case .text, .toolInput: onText(assembly.latestText)
      default: break
      }
    }
    return try assembly.answer()
  }

  private func reserve(
    _ question: LanguageQuestion, _ talk: LanguageTalk
  ) async throws(ModelRefusal) -> UsageReservation? {
    guard let ledger else { return nil }
    return try await ledger.reserve(
      talk.expectedTokens, workspace: question.workspace, kind: question.rendering.prompt.name,
      model: talk.model)
  }

  private func settle(
    _ question: LanguageQuestion, _ talk: LanguageTalk, _ reservation: UsageReservation?,
    failed: Bool
  ) async {
    guard let ledger, let reservation else { return }
    // What was used counts also where nobody waits for the answer any more.
    await Task { [usage = talk.usage, calls = talk.calls] in
      await ledger.settle(reservation, usage: usage, calls: calls, failed: failed)
    }.value
  }
}
