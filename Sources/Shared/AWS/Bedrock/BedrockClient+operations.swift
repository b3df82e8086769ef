extension BedrockClient {
  /// Calls a model with a body of its own form and gives the body of its answer.
  ///
  /// - Throws: `BedrockError`, `.malformedAnswer` where the answer is not whole.
  public func invoke(
    model: String, _ body: JSONValue, expectedTokens: Int = 0,
    timeout: Duration = .seconds(BedrockLimits.callSeconds)
  ) async throws(BedrockError) -> InvokeAnswer {
    let call = BedrockCall(
      operation: .invoke, model: model, body: body, timeout: timeout,
      expectedTokens: expectedTokens)
    let answer = try await self.call(call) { response throws(BedrockError) in
      let json = try await Self.json(response)
      let counted = response.headers["x-amzn-bedrock-input-token-count"].flatMap { Int($0) }
      return InvokeAnswer(body: json, inputTokens: counted)
    }
    if let used = answer.inputTokens {
      await settle(call, ModelUsage(inputTokens: max(used, 0), outputTokens: 0))
    }
    return answer
  }

  /// One turn of a conversation, answered as a whole.
  ///
  /// - Throws: `BedrockError`. An answer that stopped for a bad reason is an answer: see
  ///   ``ConverseAnswer/isComplete``.
  public func converse(_ request: ConverseRequest) async throws(BedrockError) -> ConverseAnswer {
    let call = BedrockCall(
      operation: .converse, model: request.model, body: request.json, timeout: request.timeout,
      expectedTokens: request.expectedTokens)
    let answer = try await self.call(call) { response throws(BedrockError) in
      guard let answer = ConverseAnswer(json: try await Self.json(response)) else {
        throw BedrockError(.malformedAnswer, status: 200)
      }
      return answer
    }
    if let usage = answer.usage { await settle(call, usage) }
    return answer
  }

  /// One turn of a conversation, answered piece by piece.
  ///
  /// What fails before the first event is repeated; what fails later is thrown by the stream.
  /// - Throws: `BedrockError`.
  public func converseStream(
    _ request: ConverseRequest
  ) async throws(BedrockError) -> ConverseStream {
    let call = BedrockCall(
      operation: .converseStream, model: request.model, body: request.json,
      timeout: request.timeout, expectedTokens: request.expectedTokens)
    return try await self.call(call) { response throws(BedrockError) in
      ConverseStream(response.body) { usage in await self.settle(call, usage) }
    }
  }

  /// How many tokens a conversation would be for its model; nil where the model cannot be counted
  /// for.
  ///
  /// - Throws: `BedrockError`.
  public func countTokens(_ request: ConverseRequest) async throws(BedrockError) -> Int? {
    let call = BedrockCall(
      operation: .countTokens, model: request.model, body: request.countingJSON,
      timeout: request.timeout, expectedTokens: 0)
    do throws(BedrockError) {
      return try await self.call(call) { response throws(BedrockError) in
        guard let count = try await Self.json(response)["inputTokens"]?.intValue, count >= 0 else {
          throw BedrockError(.malformedAnswer, status: 200)
        }
        return Int(clamping: count)
      }
    } catch {
      guard error.code == .validation || error.code == .modelNotFound else { throw error }
      return nil
    }
  }

  private func settle(_ call: BedrockCall, _ usage: ModelUsage) async {
    metrics?.count(usage, model: call.model)
    await pacing?.settle(
      model: call.model, reserved: max(call.expectedTokens, 1), used: usage.totalTokens)
  }

  /// The whole body as JSON.
  private static func json(_ response: HTTPClientResponse) async throws(BedrockError) -> JSONValue {
    let bytes: [UInt8]
    do throws(HTTPClientError) {
      bytes = try await response.body.collect()
    } catch {
      throw BedrockError(error)
    }
    guard let value = try? JSONValue(parsing: bytes), value.objectValue != nil else {
      throw BedrockError(.malformedAnswer, status: 200)
    }
    return value
  }
}
