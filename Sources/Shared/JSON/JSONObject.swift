/// The members of a JSON object, in the order in which they were written.
///
/// Two objects are equal where they hold the same members in any order. A look-up walks the
/// members, which suits the small objects that pass through a pipeline.
public struct JSONObject: Sendable {
  /// One member of an object.
  public struct Member: Hashable, Sendable {
    /// The member's name.
    public var key: String
    /// The member's value.
    public var value: JSONValue
  }

  /// The members in order; a key stands at most once.
  public private(set) var members: [Member] = []

  /// An object without members.
  public init() {}

  /// The members in order; of several with one key the last value stands, in the first's place.
  public init(_ pairs: some Sequence<(String, JSONValue)>) {
    var places: [String: Int] = [:]
    for (key, value) in pairs {
      if let place = places[key] {
        members[place].value = value
      } else {
        places[key] = members.count
        members.append(Member(key: key, value: value))
      }
    }
  }

  /// The value of a key; assigning nil removes the member.
  public subscript(key: String) -> JSONValue? {
    get { members.first { $0.key == key }?.value }
    set {
      let place = members.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// How many members there are.
  public var count: Int { members.count }

  /// The keys in order.
  public var keys: [String] { members.map(\.key) }
}

extension JSONObject: Hashable {
  /// True where both hold the same members, whatever their order.
  public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
    guard lhs.count == rhs.count else { return false }
    if lhs.members == rhs.members { return true }
    let values = Dictionary(uniqueKeysWithValues: rhs.members.map { ($0.key, $0.value) })
    return lhs.members.allSatisfy { values[$0.key] == $0.value }
  }

  /// Feeds a value that does not depend on the members' order.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(members.reduce(0) { $0 ^ $1.hashValue })
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// The members in order; of several with one key the last value stands.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements)
  }
}
