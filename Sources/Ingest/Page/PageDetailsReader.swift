import Shared

/// Reads what a page of a certain kind says beside its words.
struct PageDetailsReader {
  /// What kind of page it is.
  let kind: PageKind
  /// The structured data about what the page is about.
  let thing: StructuredData.Thing?
  /// The meta and link elements of its head.
  let tags: MetaTags
  /// All of its structured data.
  let data: StructuredData
  /// Where it was taken from.
  let address: WebAddress?

  /// The details that the page states; nothing is guessed.
  func read() -> PageDetails {
    var details = PageDetails()
    switch kind {
    case .video, .podcast:
      details.seconds =
        member("duration").flatMap(Self.seconds)
        ?? tags.first("og:video:duration", "video:duration", "music:duration").flatMap { Int($0) }
        ?? tags.first("duration").flatMap(Self.seconds)
    case .recipe: readRecipe(&details)
    case .product: readProduct(&details)
    case .event: readEvent(&details)
    case .job: readJob(&details)
    case .paper: readPaper(&details)
    case .issue, .pullRequest, .repository: readForge(&details)
    case .article, .generic: break
    }
    return details
  }

  private func member(_ name: String) -> String? {
    StructuredData.text(thing?.members[name])
  }

  private func readRecipe(_ details: inout PageDetails) {
    let value = thing?.members["recipeIngredient"] ?? thing?.members["ingredients"]
    details.ingredients = Array(StructuredData.names(value).prefix(200))
    let total = member("totalTime").flatMap(Self.seconds)
    let parts = ["prepTime", "cookTime"].compactMap { member($0).flatMap(Self.seconds) }
    details.seconds = total ?? (parts.isEmpty ? nil : parts.reduce(0, +))
  }

  private func readProduct(_ details: inout PageDetails) {
    var offer = thing?.members["offers"]
    if let first = offer?.arrayValue?.first { offer = first }
    let amount = StructuredData.text(
      offer?["price"] ?? offer?["lowPrice"] ?? offer?["priceSpecification"]?["price"])
    let currency = StructuredData.text(
      offer?["priceCurrency"] ?? offer?["priceSpecification"]?["priceCurrency"])
    if let amount {
      details.price = [amount, currency].compactMap { $0 }.joined(separator: " ")
    } else if let amount = tags.first("product:price:amount", "og:price:amount") {
      let currency = tags.first("product:price:currency", "og:price:currency")
      details.price = [amount, currency].compactMap { $0 }.joined(separator: " ")
    }
    details.organization = StructuredData.text(thing?.members["brand"])
  }

  private func readEvent(_ details: inout PageDetails) {
    details.start = member("startDate").flatMap(PageDate.normalized)
    details.end = member("endDate").flatMap(PageDate.normalized)
    var place = thing?.members["location"]
    if let first = place?.arrayValue?.first { place = first }
    let name = StructuredData.text(place)
    details.place = [name, Self.addressLine(place?["address"])].compactMap { $0 }.reduce(nil) {
      line, part in line.map { $0 == part ? $0 : "\($0), \(part)" } ?? part
    }
    details.organization = StructuredData.text(thing?.members["organizer"])
  }

  private func readJob(_ details: inout PageDetails) {
    details.deadline = member("validThrough").flatMap(PageDate.normalized)
    details.organization = StructuredData.text(thing?.members["hiringOrganization"])
    var place = thing?.members["jobLocation"]
    if let first = place?.arrayValue?.first { place = first }
    details.place = Self.addressLine(place?["address"]) ?? StructuredData.text(place)
  }

  private static func addressLine(_ value: JSONValue?) -> String? {
    if let text = value?.stringValue { return MetadataText.cleaned(text) }
    let parts = ["streetAddress", "postalCode", "addressLocality", "addressCountry"].compactMap {
      StructuredData.text(value?[$0])
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private func readPaper(_ details: inout PageDetails) {
    let doi = tags.first("citation_doi", "dc.identifier", "prism.doi", "bepress_citation_doi")
    if let doi, let start = doi.firstRange(of: "10.") {
      details.doi = String(doi[start.lowerBound...])
    }
    if details.doi == nil, let address, address.host == "doi.org" {
      details.doi = String(address.path.dropFirst())
    }
    details.abstract =
      tags.first("citation_abstract", "dcterms.abstract", "og:description", "description")
      ?? member("abstract")
  }

  private func readForge(_ details: inout PageDetails) {
    let parts = (address?.path ?? "").split(separator: "/").map(String.init)
    if parts.count >= 2 { details.repository = parts[0] + "/" + parts[1] }
    if kind != .repository { details.number = parts.lazy.compactMap { Int($0) }.first }
  }

  /// The seconds of a duration (ISO 8601 such as `PT1H20M`, or `1:20:00`, or a number of seconds).
  static func seconds(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    let parts = text.split(separator: ":").map { Int($0) }
    if parts.count > 1, parts.allSatisfy({ $0 != nil }) {
      return parts.reduce(0) { $0 * 60 + min($1 ?? 0, 100_000) }
    }
    guard text.first == "P" else { return nil }
    var total = 0.0
    var number = ""
    var isTime = false
    for character in text.dropFirst() {
      switch character {
      case "0"..."9", ".": number.append(character)
      case "T": isTime = true
      default:
        let unit: Double? =
          switch character {
          case "W": 604_800
          case "D": 86_400
          case "H": 3_600
          case "M": isTime ? 60 : nil
          case "S": 1
          default: nil
          }
        guard let unit, let value = Double(number) else { return nil }
        total += value * unit
        number = ""
      }
    }
    return total > 0 && total < 1e8 ? Int(total) : nil
  }
}
