import Embeddings
import Foundation
import Shared
import Support
import Synchronization

/// Shows what an index sends, by standing in front of it as a server of its own.
enum TenantProbe {
  /// The bodies of the requests that the work sends, each answered with status 400.
  static func bodies(_ work: (QdrantIndex) async -> Void) async -> [[UInt8]] {
    let seen = Bodies()
    let server = ScriptedServer { request, answerer in
      seen.note(request.body)
      return answerer.answer(400, "Content-Type: application/json\r\n", Array("{}".utf8))
    }
    let index = QdrantIndex(
      QdrantConfiguration(url: server.url("")),
      model: EmbeddingModel(id: "probe", dimensions: VectorIndexConformance.dimensions))
    await work(index)
    return seen.all
  }

  /// The bodies so far.
  private final class Bodies: Sendable {
    private let list = Mutex<[[UInt8]]>([])

    var all: [[UInt8]] { list.withLock { $0 } }

    func note(_ body: [UInt8]) { list.withLock { $0.append(body) } }
  }
}
