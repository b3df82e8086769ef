/// Header fields in the order in which they were sent; names compare without regard to case
/// (RFC 9110 section 5).
public struct HTTPHeaders: Hashable, Sendable {
  /// One header field.
  public struct Field: Hashable, Sendable {
    /// The name as it was written.
    public var name: String
    /// The value without surrounding white space.
    public var value: String

    /// A field of that name and value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Every field in order.
  public private(set) var fields: [Field] = []

  /// No fields.
  public init() {}

  /// The fields in order.
  public init(_ fields: [Field]) {
    self.fields = fields
  }

  /// How many fields there are.
  public var count: Int { fields.count }

  /// The first value of that name. Assigning replaces every value of the name; nil removes them.
  public subscript(name: String) -> String? {
    get { fields.first { Self.same($0.name, name) }?.value }
    set {
      let place = fields.firstIndex { Self.same($0.name, name) }
      guard let newValue else {
        fields.removeAll { Self.same($0.name, name) }
        return
      }
      guard let place else { return add(name, newValue) }
      fields[place].value = newValue
      let rest = fields[(place + 1)...].filter { !Self.same($0.name, name) }
      fields.replaceSubrange((place + 1)..., with: rest)
    }
  }

  /// Every value of that name in order.
  public func values(_ name: String) -> [String] {
    fields.filter { Self.same($0.name, name) }.map(\.value)
  }

  /// Appends a field; fields of the same name stay.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// Bytes that the fields take on the wire, separators included.
  public var wireBytes: Int {
    fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
  }

  /// True where the name is a token and the value holds no control character but tab, so that no
  /// value from outside can begin another field (RFC 9110 sections 5.1 and 5.5).
  public static func isValid(name: String, value: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy(isTokenByte)
      && value.utf8.allSatisfy { $0 == 9 || ($0 >= 0x20 && $0 != 0x7F) }
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
    default: false
    }
  }

  /// True where both names are the same field.
  public static func same(_ lhs: String, _ rhs: String) -> Bool {
    let left = lhs.utf8
    let right = rhs.utf8
    guard left.count == right.count else { return false }
    return zip(left, right).allSatisfy { lowered($0) == lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    0x41...0x5A ~= byte ? byte | 0x20 : byte
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  /// The fields in the order in which they are written.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Field(name: $0.0, value: $0.1) })
  }
}
