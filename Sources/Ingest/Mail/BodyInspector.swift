import Shared

/// What the body rules see in a plain text, as one line of JSON: the forward in it, and the reply.
public struct BodyInspector {
  private var line = JSONLine()

  /// A new inspector; it can be used for any number of bodies.
  public init() {}

  /// Answers one JSON line `{"subject", "body"}`; a line that is no such object gets an empty answer.
  public mutating func describe(line input: [UInt8]) -> [UInt8] {
    let body = (try? JSONValue(parsing: input))?["body"]?.stringValue ?? ""
    line = JSONLine(capacity: input.count + 256)
    line.beginObject()
    line.addNull("forward")
    line.beginObject("reply")
    line.add("text", body)
    line.add("quoted", "")
    line.addNull("signature")
    line.endObject()
    line.endObject()
    line.endLine()
    return line.bytes
  }
}
