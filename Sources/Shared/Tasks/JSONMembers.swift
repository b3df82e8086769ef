import FoundationEssentials

/// Reads the members of an object by name and type, and says which one does not fit.
struct JSONMembers {
  /// The object.
  let object: JSONObject
  /// Where the object stands, such as `items[2].draft`, for errors.
  let path: String

  /// The members of a value that has to be an object.
  init(_ value: JSONValue, path: String = "") throws(TaskError) {
    guard let object = value.objectValue else {
      throw TaskError(.invalid, field: path.isEmpty ? nil : path, "an object is expected")
    }
    self.object = object
    self.path = path
  }

  /// The path of a member.
  func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The error for a member that does not fit.
  func misfit(_ key: String, _ expected: String) -> TaskError {
    TaskError(.invalid, field: place(key), "\(expected) is expected")
  }

  /// Refuses members of any other name, so that a misspelt one is not ignored.
  func allow(only keys: Set<String>) throws(TaskError) {
    guard object.keys.allSatisfy(keys.contains) else {
      // The stranger's own name is the caller's text and stays out of the message.
      throw TaskError(.invalid, field: path.isEmpty ? nil : path, "an unknown member stands there")
    }
  }

  /// A member that converts, nil where it is missing or null.
  func value<T>(
    _ key: String, _ expected: String, _ convert: (JSONValue) -> T?
  ) throws(TaskError) -> T? {
    guard let value = object[key], !value.isNull else { return nil }
    guard let converted = convert(value) else { throw misfit(key, expected) }
    return converted
  }

  /// A text.
  func string(_ key: String) throws(TaskError) -> String? {
    try value(key, "a text") { $0.stringValue }
  }

  /// A text that must be there.
  func requiredString(_ key: String) throws(TaskError) -> String {
    guard let text = try string(key) else { throw misfit(key, "a text") }
    return text
  }

  /// A truth value, false where it is missing.
  func bool(_ key: String) throws(TaskError) -> Bool {
    try value(key, "true or false") { $0.boolValue } ?? false
  }

  /// A whole number of 32 bits.
  func int32(_ key: String) throws(TaskError) -> Int32? {
    try value(key, "a whole number") { $0.intValue.flatMap { Int32(exactly: $0) } }
  }

  /// A whole number.
  func int64(_ key: String) throws(TaskError) -> Int64? {
    try value(key, "a whole number") { $0.intValue }
  }

  /// A UUID as text.
  func uuid(_ key: String) throws(TaskError) -> UUID? {
    try value(key, "a UUID") { $0.stringValue.flatMap { UUID(uuidString: $0) } }
  }

  /// An instant of the years 1 to 9999 as RFC 3339 text with a zone.
  func instant(_ key: String) throws(TaskError) -> Instant? {
    try value(key, "a time with zone") { value in
      value.stringValue.flatMap { Instant($0) }
        .flatMap { TaskTimestamp.storable.contains($0) ? $0 : nil }
    }
  }

  /// One of the texts of a value set.
  func choice<T: RawRepresentable>(
    _ key: String, _: T.Type = T.self
  ) throws(TaskError) -> T? where T.RawValue == String {
    try value(key, "one of the known words") { $0.stringValue.flatMap { T(rawValue: $0) } }
  }

  /// A list, empty where it is missing.
  func array(_ key: String) throws(TaskError) -> [JSONValue] {
    try value(key, "a list") { $0.arrayValue } ?? []
  }

  /// A list of texts, empty where it is missing.
  func strings(_ key: String) throws(TaskError) -> [String] {
    try value(key, "a list of texts") { value in
      guard let items = value.arrayValue else { return nil }
      let texts = items.compactMap(\.stringValue)
      return texts.count == items.count ? texts : nil
    } ?? []
  }

  /// A list whose items each convert.
  func list<T>(
    _ key: String, _ convert: (JSONMembers) throws(TaskError) -> T
  ) throws(TaskError) -> [T] {
    var result: [T] = []
    for (index, item) in try array(key).enumerated() {
      result.append(try convert(try JSONMembers(item, path: "\(place(key))[\(index)]")))
    }
    return result
  }
}
