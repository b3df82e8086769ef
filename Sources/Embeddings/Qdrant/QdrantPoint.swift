import FoundationEssentials
import Shared

/// How a point and its words look on Qdrant's wire.
enum QdrantPoint {
  /// A point as JSON, written straight into bytes: most of it is numbers.
  static func bytes(_ point: IndexPoint) -> [UInt8] {
    var writer = JSONWriter(capacity: 512 + (point.vector?.count ?? 0) * 12)
    writer.writeRaw("{\"id\":")
    writer.write(point.task.uuidString.lowercased())
    writer.writeRaw(",\"vector\":{")
    if let vector = point.vector {
      writer.writeRaw("\"dense\":[")
      for (index, number) in vector.enumerated() {
        if index > 0 { writer.writeByte(UInt8(ascii: ",")) }
        writer.write(number)
      }
      writer.writeRaw("]")
    }
    if !point.words.isEmpty {
      writer.writeRaw(point.vector == nil ? "\"words\":" : ",\"words\":")
      writer.write(documentWords(point.words))
    }
    writer.writeRaw("},\"payload\":")
    writer.write(payload(point))
    writer.writeRaw("}")
    return writer.bytes
  }

  private static func payload(_ point: IndexPoint) -> JSONValue {
    .members([
      "workspace": .string(point.workspace.uuidString.lowercased()),
      "project": point.project.map { .string($0.uuidString.lowercased()) },
      "status": .string(point.status), "created_at": .string(point.createdAt.description),
      "fingerprint": .string(point.fingerprint),
    ])
  }

  /// The words of a text with BM25's weight of each, but for the idf, which Qdrant multiplies in
  /// (Robertson and Zaragoza 2009, section 3.4).
  private static func documentWords(_ words: TermVector) -> JSONValue {
    let length = Double(words.length) / QdrantLimits.usualWords
    let norm =
      QdrantLimits.wordSaturation
      * (1 - QdrantLimits.lengthWeight
        + QdrantLimits.lengthWeight * length)
    return sparse(words) { term in
      let count = Double(term.count)
      return count * (QdrantLimits.wordSaturation + 1) / (count + norm)
    }
  }

  /// The words of a question, each counting once.
  static func queryWords(_ words: TermVector) -> JSONValue {
    sparse(words) { _ in 1 }
  }

  private static func sparse(
    _ words: TermVector, weight: (TermVector.Term) -> Double
  ) -> JSONValue {
    [
      "indices": .array(words.terms.map { .int(Int64($0.id)) }),
      "values": .array(words.terms.map { .double(weight($0)) }),
    ]
  }
}
