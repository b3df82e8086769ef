/// Puts the events of a streamed answer together into the answer.
public struct ConverseAssembly: Sendable {
  private struct Block {
    var tool: (id: String, name: String)?
    var text = ""
  }

  private var blocks: [Int: Block] = [:]
  private var stopReason: ConverseStopReason?
  private var usage: ModelUsage?

  /// An assembly without events.
  public init() {}

  /// Takes an event.
  public mutating func add(_ event: ConverseStreamEvent) {
    switch event {
    case .toolStart(let block, let id, let name): blocks[block, default: Block()].tool = (id, name)
    case .text(let block, let text), .toolInput(let block, let text):
      blocks[block, default: Block()].text += text
    case .stop(let reason): stopReason = reason
    case .usage(let used): usage = used
    case .start, .blockStop, .other: break
    }
  }

  /// What has come of the text or input of the latest block, for showing it before it is complete.
  public var latestText: String {
    blocks.keys.max().flatMap { blocks[$0]?.text } ?? ""
  }

  /// The whole answer.
  ///
  /// - Throws: `BedrockError.Code.malformedAnswer` where it has no end yet, or the input of a tool
  ///   call is no JSON although the model says it was done.
  public func answer() throws(BedrockError) -> ConverseAnswer {
    guard let stopReason else { throw BedrockError(.malformedAnswer) }
    var content: [ConverseContent] = []
    for (_, block) in blocks.sorted(by: { $0.key < $1.key }) {
      guard let tool = block.tool else {
        content.append(.text(block.text))
        continue
      }
      let text = block.text.isEmpty ? "{}" : block.text
      if let input = try? JSONValue(parsing: text) {
        content.append(.toolUse(id: tool.id, name: tool.name, input: input))
      } else if stopReason.isComplete {
        throw BedrockError(.malformedAnswer)
      }
    }
    return ConverseAnswer(content: content, stopReason: stopReason, usage: usage)
  }
}
