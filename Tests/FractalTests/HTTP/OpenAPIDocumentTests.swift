import Shared
import Testing

@testable import Fractal

@Suite struct OpenAPIDocumentTests {
  /// A router of every route that the program serves, on a database that is never asked.
  private static func router() throws -> Router {
    let context = ProgramContext(settings: try Settings(environment: [:]), logger: .silent)
    let pool = PostgresPool(
      configuration: try PostgresConfiguration(url: "postgres://127.0.0.1:1/none"),
      logger: .silent)
    let admin = AdminRoutes(readiness: { [] }, metrics: { "" })
    return Router(
      ServerWiring.routes(context, pool: pool) + [admin], identities: NobodyIdentityProvider())
  }

  private static func served() async throws -> JSONValue {
    let router = try router()
    let answer = await router.respond(
      to: HTTPRequest(head: HTTPRequestHead(method: .get, target: "/openapi.json")),
      Admission.Terms(
        bodyLimit: 0, handlerSeconds: 1, authenticatesFirst: false,
        route: router.routes.count - 1, pathParameters: [:], label: ""))
    guard case .bytes(let bytes) = answer.body else { return .null }
    return try JSONValue(parsing: bytes)
  }

  @Test("the document describes exactly the routes that are served")
  func complete() async throws {
    let document = try await Self.served()
    #expect(document["openapi"] == "3.1.0")
    var described: Set<String> = []
    for (path, item) in document["paths"]?.objectValue?.members.map({ ($0.key, $0.value) }) ?? [] {
      for method in item.objectValue?.keys ?? [] { described.insert("\(method) \(path)") }
    }
    let routes = try Self.router().routes
    let served = Set(
      routes.map { "\($0.method.rawValue.lowercased()) \($0.pattern.documented)" })
    #expect(described == served)
    #expect(served.count == routes.count)
    #expect(served.contains("get /v1/attachments/{id}"))
  }

  @Test("every operation has a name of its own, a summary, and answers with descriptions")
  func operations() async throws {
    var names: Set<String> = []
    for operation in OpenAPIDocumentChecks.operations(try await Self.served()) {
      let name = try #require(operation.value["operationId"]?.stringValue)
      #expect(names.insert(name).inserted, "\(name) twice")
      #expect(operation.value["summary"]?.stringValue?.isEmpty == false)
      let responses = try #require(operation.value["responses"]?.objectValue)
      #expect(responses.keys.contains { $0.hasPrefix("2") || $0.hasPrefix("3") }, "\(name)")
      for response in responses.members {
        #expect((100...599).contains(Int(response.key) ?? 0))
        #expect(response.value["description"]?.stringValue?.isEmpty == false)
      }
    }
  }

  @Test("the parameters of every path are declared, and nothing else stands there")
  func parameters() async throws {
    for operation in OpenAPIDocumentChecks.operations(try await Self.served()) {
      let inPath = Set(
        operation.path.split(separator: "/").filter { $0.hasPrefix("{") }
          .map { String($0.dropFirst().dropLast()) })
      let declared = operation.value["parameters"]?.arrayValue ?? []
      let path = declared.filter { $0["in"] == "path" }
      #expect(Set(path.compactMap { $0["name"]?.stringValue }) == inPath)
      #expect(path.allSatisfy { $0["required"] == true })
      #expect(declared.allSatisfy { $0["schema"]?.objectValue != nil })
    }
  }

  @Test("every reference and security scheme exists")
  func references() async throws {
    let document = try await Self.served()
    let schemas = try #require(document["components"]?["schemas"]?.objectValue)
    for reference in OpenAPIDocumentChecks.references(document) {
      let name = try #require(reference.split(separator: "/").last.map(String.init))
      #expect(reference == "#/components/schemas/\(name)")
      #expect(schemas[name] != nil, "\(reference)")
    }
    let schemes = try #require(document["components"]?["securitySchemes"]?.objectValue)
    for operation in OpenAPIDocumentChecks.operations(document) {
      for need in operation.value["security"]?.arrayValue ?? [] {
        for key in need.objectValue?.keys ?? [] { #expect(schemes[key] != nil) }
      }
    }
  }

  @Test("forms are described as they are checked")
  func schemas() {
    let form = Schema.object(
      ["id": .uuid], optional: ["tags": .array(.string(most: 3), most: 2)], closed: true)
    #expect(
      form.document == [
        "type": "object",
        "properties": [
          "id": ["type": "string", "format": "uuid"],
          "tags": [
            "type": "array", "items": ["type": "string", "maxLength": 3], "maxItems": 2,
          ],
        ],
        "required": ["id"], "additionalProperties": false,
      ])
    let id: JSONValue = "01020304-0506-0708-090a-0b0c0d0e0f10"
    #expect(form.faults(in: ["id": id, "tags": ["a", "b"]]).isEmpty)
    #expect(form.faults(in: ["id": id, "tags": ["a", "b", "c"]]).map(\.pointer) == ["/tags"])
    #expect(form.faults(in: ["id": id, "tags": ["abcd"]]).map(\.pointer) == ["/tags/0"])
    #expect(form.faults(in: ["id": "x", "a/b~": 1]).map(\.pointer) == ["/id", "/a~1b~0"])
    #expect(form.faults(in: []).map(\.pointer) == [""])
  }
}
