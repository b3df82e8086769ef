public import Shared

/// What a page of a certain kind says beside its words; what it does not say is nil or empty.
public struct PageDetails: Sendable, Equatable {
  /// How long watching, listening or cooking takes, in seconds.
  public var seconds: Int?
  /// The price with its currency, such as `49.90 EUR`.
  public var price: String?
  /// What a recipe needs, one line each.
  public var ingredients: [String] = []
  /// When an event begins, in ISO 8601.
  public var start: String?
  /// When an event ends, in ISO 8601.
  public var end: String?
  /// Where an event takes place, or where a job is.
  public var place: String?
  /// The last day for an application, in ISO 8601.
  public var deadline: String?
  /// The digital object identifier of a paper.
  public var doi: String?
  /// The summary of a paper.
  public var abstract: String?
  /// Who offers a job, a product or an event.
  public var organization: String?
  /// The number of an issue or a pull request.
  public var number: Int?
  /// The repository, as `owner/name`.
  public var repository: String?

  /// No details.
  public init() {}

  /// The details as an object; what is not known is left out.
  public var json: JSONValue {
    .members([
      "seconds": seconds.map { .int(Int64($0)) }, "price": price.map { .string($0) },
      "ingredients": ingredients.isEmpty ? nil : .array(ingredients.map { .string($0) }),
      "start": start.map { .string($0) }, "end": end.map { .string($0) },
      "place": place.map { .string($0) }, "deadline": deadline.map { .string($0) },
      "doi": doi.map { .string($0) }, "abstract": abstract.map { .string($0) },
      "organization": organization.map { .string($0) },
      "number": number.map { .int(Int64($0)) }, "repository": repository.map { .string($0) },
    ])
  }
}
