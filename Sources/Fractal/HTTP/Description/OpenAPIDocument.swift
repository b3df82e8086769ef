import Shared

/// The OpenAPI 3.1 document of exactly the routes that are served.
struct OpenAPIDocument {
  /// The document's title.
  let title: String
  /// The API's version.
  let version: String
  /// The routes.
  let routes: [Route]

  /// The document.
  var document: JSONValue {
    var paths = JSONObject()
    for route in routes {
      var methods = paths[route.pattern.documented]?.objectValue ?? JSONObject()
      methods[route.method.rawValue.lowercased()] = operation(route)
      paths[route.pattern.documented] = .object(methods)
    }
    return [
      "openapi": "3.1.0",
      "info": ["title": .string(title), "version": .string(version)],
      "paths": .object(paths),
      "components": [
        "schemas": .object(schemas),
        "securitySchemes": [
          "userToken": [
            "type": "http", "scheme": "bearer",
            "description": "an API token of one user and workspace, or the app's JWT",
          ],
          "operatorToken": [
            "type": "http", "scheme": "bearer", "description": "an operator's API token",
          ],
          "providerBasicAuth": [
            "type": "http", "scheme": "basic",
            "description": "the user and password set for this mail provider",
          ],
          "sendGridSignature": [
            "type": "apiKey", "in": "header", "name": "X-Twilio-Email-Event-Webhook-Signature",
            "description": "SendGrid's signature over timestamp and body",
          ],
          "mailgunSignature": [
            "type": "apiKey", "in": "query", "name": "signature",
            "description": "Mailgun's signature; it stands in the form, not in the query",
          ],
          "snsSignature": [
            "type": "apiKey", "in": "query", "name": "Signature",
            "description": "Amazon SNS's signature; it stands in the document, not in the query",
          ],
        ],
      ],
    ]
  }

  private var schemas: JSONObject {
    var schemas = JSONObject()
    schemas["Problem"] = Problem.schema.document
    for route in routes {
      let bodies = route.operation.responses.compactMap(\.schema)
      for schema in bodies + [route.body.schema].compactMap({ $0 }) {
        for (name, form) in schema.named { schemas[name] = form.document }
      }
    }
    return schemas
  }

  private func operation(_ route: Route) -> JSONValue {
    var responses = JSONObject()
    for response in route.operation.responses + route.usualProblems {
      let key = String(response.status)
      if responses[key] == nil { responses[key] = Self.document(response) }
    }
    return .members([
      "operationId": .string(route.operation.id), "tags": [.string(route.operation.tag)],
      "summary": .string(route.operation.summary),
      "description": route.operation.details.map(JSONValue.string),
      "parameters": parameters(route),
      "requestBody": Self.requestBody(route.body),
      "responses": .object(responses),
      "security": Self.security(route.access, route.operation.security),
    ])
  }

  private func parameters(_ route: Route) -> JSONValue? {
    var parameters: [JSONValue] = route.pattern.parameters.map { parameter in
      [
        "name": .string(parameter.name), "in": "path", "required": true,
        "schema": parameter.kind.schema.document,
      ]
    }
    for parameter in route.operation.query {
      parameters.append([
        "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
        "description": .string(parameter.summary), "schema": parameter.schema.document,
      ])
    }
    var headers = route.operation.headers
    if case .user = route.access {
      headers.append(
        HeaderParameter(
          "X-Workspace-Id", "where a JWT's call acts; needed where the user has several"))
    }
    for header in headers {
      parameters.append([
        "name": .string(header.name), "in": "header", "required": false,
        "description": .string(header.summary), "schema": ["type": "string"],
      ])
    }
    return parameters.isEmpty ? nil : .array(parameters)
  }

  private static func requestBody(_ rule: BodyRule) -> JSONValue? {
    switch rule {
    case .none:
      return nil
    case .json(let schema, _):
      return [
        "required": true,
        "content": ["application/json": ["schema": schema.document]],
      ]
    case .bytes(let types, _):
      let content = types.map { type in
        (type, JSONValue.object(["schema": Schema.string(format: .binary).document]))
      }
      return ["required": true, "content": .object(JSONObject(content))]
    }
  }

  private static func document(_ response: ResponseDescription) -> JSONValue {
    var object: JSONObject = ["description": .string(response.summary)]
    if let type = response.contentType {
      let schema = response.schema?.document ?? Schema.string(format: .binary).document
      object["content"] = .object(JSONObject([(type, JSONValue.members(["schema": schema]))]))
    }
    return .object(object)
  }

  private static func security(_ access: AccessRule, _ own: [String]) -> JSONValue {
    func needs(_ scheme: String, _ scope: TokenScope) -> JSONValue {
      .object(JSONObject([(scheme, .array([.string(scope.rawValue)]))]))
    }
    switch access {
    case .open: return .array(own.map { .object(JSONObject([($0, JSONValue.array([]))])) })
    case .user(let scope): return [needs("userToken", scope)]
    case .operator(let scope): return [needs("operatorToken", scope)]
    }
  }
}
