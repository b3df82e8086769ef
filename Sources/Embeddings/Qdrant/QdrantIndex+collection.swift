import Shared

extension QdrantIndex {
  /// Makes the collection with its payload indexes where it is missing, and checks it where it is
  /// there.
  ///
  /// The indexes come before any point: Qdrant does not rebuild a graph for a later one.
  public func prepare() async throws(IndexError) {
    let known = try await client.call(.get, path(), .read)
    if known.status == 404 {
      let made = try await client.call(.put, path(), definition, .write)
      // 409: another process was quicker, with the same definition.
      guard made.status == 200 || made.status == 409 else {
        throw IndexError(.refused, "Qdrant answered \(made.status) to a new collection")
      }
    } else {
      try check(known.result)
    }
    for (field, schema) in Self.payloadIndexes {
      let answer = try await client.call(
        .put, path("/index?wait=true"), ["field_name": .string(field), "field_schema": schema],
        .write)
      guard answer.status == 200 else {
        throw IndexError(.refused, "Qdrant answered \(answer.status) to a payload index")
      }
    }
  }

  /// Lets the alias point at this model's collection, in one step.
  public func activate() async throws(IndexError) {
    let alias = client.configuration.name
    let known = try await client.call(.get, "/aliases", .read)
    let aliases = known.result["aliases"]?.arrayValue ?? []
    let present = aliases.first { $0["alias_name"]?.stringValue == alias }
    if present?["collection_name"]?.stringValue == collection { return }
    var actions: [JSONValue] = []
    if present != nil { actions.append(["delete_alias": ["alias_name": .string(alias)]]) }
    actions.append([
      "create_alias": [
        "collection_name": .string(collection), "alias_name": .string(alias),
      ]
    ])
    let answer = try await client.call(
      .post, "/collections/aliases", ["actions": .array(actions)], .write)
    guard answer.status == 200, answer.result == true else {
      throw IndexError(.refused, "Qdrant answered \(answer.status) to the switch of the alias")
    }
  }

  /// Removes the collection.
  public func retire() async throws(IndexError) {
    let answer = try await client.call(.delete, path(), .write)
    guard answer.status == 200 || answer.status == 404 else {
      throw IndexError(.refused, "Qdrant answered \(answer.status)")
    }
  }

  /// The collection as it has to be: no graph across tenants, one for each instead.
  private var definition: JSONValue {
    let dense: JSONValue = [
      "dense": ["size": .int(Int64(model.dimensions)), "distance": "Cosine"]
    ]
    var graph: JSONObject = ["m": 0, "payload_m": .int(Int64(QdrantLimits.tenantLinks))]
    graph["full_scan_threshold"] = client.configuration.fullScanThreshold.map { .int(Int64($0)) }
    return [
      "vectors": model.dimensions > 0 ? dense : .object([:]),
      "sparse_vectors": ["words": ["modifier": "idf"]], "hnsw_config": .object(graph),
    ]
  }

  private static let payloadIndexes: [(String, JSONValue)] = [
    (TenantFilter.tenantField, ["type": "keyword", "is_tenant": true]),
    ("project", ["type": "keyword"]),
    ("status", ["type": "keyword"]),
  ]

  private func check(_ info: JSONValue) throws(IndexError) {
    guard let parameters = info["config"]?["params"] else {
      throw IndexError(.malformed, "Qdrant does not describe the collection")
    }
    guard model.dimensions > 0 else { return }
    guard parameters["vectors"]?["dense"]?["size"]?.intValue == Int64(model.dimensions) else {
      throw IndexError(.refused, "a collection of that name holds vectors of another length")
    }
  }
}
