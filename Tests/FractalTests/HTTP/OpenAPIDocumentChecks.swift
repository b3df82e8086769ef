import Shared

/// Walks over an OpenAPI document.
enum OpenAPIDocumentChecks {
  /// Every operation with its path.
  static func operations(_ document: JSONValue) -> [(path: String, value: JSONValue)] {
    (document["paths"]?.objectValue?.members ?? []).flatMap { path in
      (path.value.objectValue?.members ?? []).map { (path.key, $0.value) }
    }
  }

  /// Every `$ref` anywhere in the value.
  static func references(_ value: JSONValue) -> [String] {
    switch value {
    case .array(let items): return items.flatMap(references)
    case .object(let object):
      return object.members.flatMap { member -> [String] in
        if member.key == "$ref", let text = member.value.stringValue { return [text] }
        return references(member.value)
      }
    default: return []
    }
  }
}
