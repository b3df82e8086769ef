import Shared

/// The things a page describes in JSON-LD (schema.org), in the order in which they stand.
struct StructuredData {
  /// One thing with the types it claims, in lower case.
  struct Thing {
    /// Its types without their vocabulary's address, such as `newsarticle`.
    var types: [String]
    /// Its members.
    var members: JSONObject
  }

  /// All things, outermost first.
  private(set) var things: [Thing] = []

  /// Reads the scripts of a page.
  init(_ document: HTMLDocument) {
    var waiting: [JSONValue] = document.structuredData.compactMap(TolerantJSON.parse)
    var place = 0
    // Breadth first, so that what the page is about comes before what it mentions.
    while place < waiting.count, place < PageLimits.structuredNodes {
      switch waiting[place] {
      case .array(let items): waiting += items.prefix(500)
      case .object(let object):
        things.append(Thing(types: Self.types(object), members: object))
        for member in object.members {
          switch member.value {
          case .array(let items): waiting += items.prefix(100)
          case .object: waiting.append(member.value)
          default: break
          }
        }
      default: break
      }
      place += 1
    }
  }

  private static func types(_ object: JSONObject) -> [String] {
    let value = object["@type"] ?? object["type"]
    let names =
      value?.arrayValue?.compactMap(\.stringValue) ?? [value?.stringValue].compactMap { $0 }
    return names.map {
      ($0.split(whereSeparator: { $0 == "/" || $0 == "#" || $0 == ":" }).last.map(String.init) ?? $0)
        .lowercased()
    }
  }

  /// The first thing of one of the types.
  func first(of types: [String]) -> Thing? {
    things.first { thing in thing.types.contains { types.contains($0) } }
  }

  /// The first article in the wide sense.
  var article: Thing? {
    things.first { thing in
      thing.types.contains { $0.hasSuffix("article") || $0.hasSuffix("posting") || $0 == "report" }
        && !thing.types.contains("jobposting")
    }
  }

  /// The text of a member: a string, or the first of several, or the name of what is meant.
  static func text(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): MetadataText.cleaned(text)
    case .int(let number): String(number)
    case .double(let number): String(number)
    case .array(let items): items.lazy.compactMap { text($0) }.first
    case .object(let object):
      text(object["name"] ?? object["@value"] ?? object["url"] ?? object["@id"])
    default: nil
    }
  }

  /// The names of people or organisations in a member.
  static func names(_ value: JSONValue?) -> [String] {
    switch value {
    case .string(let name): MetadataText.cleaned(name).map { [$0] } ?? []
    case .array(let items): items.prefix(50).flatMap { names($0) }
    case .object(let object): names(object["name"])
    default: []
    }
  }
}
