/// A type of PostgreSQL by its object id (`pg_type.oid`; the built-in ones never change).
public struct PostgresType: Hashable, Sendable {
  /// The object id.
  public let oid: UInt32

  /// The type of that object id.
  public init(oid: UInt32) {
    self.oid = oid
  }

  /// `boolean`
  public static let bool = PostgresType(oid: 16)
  /// `bytea`
  public static let bytea = PostgresType(oid: 17)
  /// `"char"`
  public static let char = PostgresType(oid: 18)
  /// `name`
  public static let name = PostgresType(oid: 19)
  /// `bigint`
  public static let int8 = PostgresType(oid: 20)
  /// `smallint`
  public static let int2 = PostgresType(oid: 21)
  /// `integer`
  public static let int4 = PostgresType(oid: 23)
  /// `text`
  public static let text = PostgresType(oid: 25)
  /// `oid`
  public static let oid = PostgresType(oid: 26)
  /// `json`
  public static let json = PostgresType(oid: 114)
  /// `xml`
  public static let xml = PostgresType(oid: 142)
  /// `real`
  public static let float4 = PostgresType(oid: 700)
  /// `double precision`
  public static let float8 = PostgresType(oid: 701)
  /// `unknown`, the type of a bare literal
  public static let unknown = PostgresType(oid: 705)
  /// `character(n)`
  public static let bpchar = PostgresType(oid: 1042)
  /// `character varying`
  public static let varchar = PostgresType(oid: 1043)
  /// `date`
  public static let date = PostgresType(oid: 1082)
  /// `timestamp without time zone`
  public static let timestamp = PostgresType(oid: 1114)
  /// `timestamp with time zone`
  public static let timestamptz = PostgresType(oid: 1184)
  /// `interval`
  public static let interval = PostgresType(oid: 1186)
  /// `numeric`
  public static let numeric = PostgresType(oid: 1700)
  /// `void`, what a function without result returns
  public static let void = PostgresType(oid: 2278)
  /// `uuid`
  public static let uuid = PostgresType(oid: 2950)
  /// `jsonb`
  public static let jsonb = PostgresType(oid: 3802)
  /// `tstzrange`
  public static let tstzrange = PostgresType(oid: 3910)

  /// The array type whose elements are of this type; nil for types without one here.
  public var array: PostgresType? {
    let oids: [UInt32: UInt32] = [
      16: 1000, 17: 1001, 18: 1002, 19: 1003, 20: 1016, 21: 1005, 23: 1007, 25: 1009, 26: 1028,
      114: 199, 700: 1021, 701: 1022, 1042: 1014, 1043: 1015, 1082: 1182, 1114: 1115, 1184: 1185,
      1186: 1187, 1700: 1231, 2950: 2951, 3802: 3807, 3910: 3911,
    ]
    return oids[oid].map { PostgresType(oid: $0) }
  }

  /// True where the binary form is the text itself in UTF-8, which holds for enums too.
  public var isTextual: Bool {
    switch self {
    case .text, .varchar, .bpchar, .name, .json, .xml, .unknown, .char: true
    // Ids below 16384 are PostgreSQL's own; above them the usual textual types are enums.
    default: oid >= 16_384
    }
  }
}
