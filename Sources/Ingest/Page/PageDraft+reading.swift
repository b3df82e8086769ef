public import Shared

extension PageDraft {
  /// The draft that a sandbox child answered; what is missing stays unknown.
  public init(json: JSONValue) {
    self.init()
    title = json["title"]?.stringValue
    authors =
      json["byline"]?.stringValue?.split(separator: ",").map { String($0).trimmingBlanks } ?? []
    siteName = json["siteName"]?.stringValue
    published = json["publishedTime"]?.stringValue
    modified = json["modifiedTime"]?.stringValue
    excerpt = json["excerpt"]?.stringValue
    language = json["lang"]?.stringValue
    image = json["image"]?.stringValue
    canonical = json["canonical"]?.stringValue
    kind = json["type"]?.stringValue.flatMap(PageKind.init) ?? .generic
    details = PageDetails(json: json["details"] ?? .null)
    text = json["textContent"]?.stringValue ?? ""
    markdown = json["markdown"]?.stringValue ?? ""
    wordCount = Int(json["wordCount"]?.intValue ?? 0)
    leftOutPictureCount = Int(json["leftOutPictures"]?.intValue ?? 0)
    isTruncated = json["truncated"]?.boolValue ?? false
  }
}

extension PageDetails {
  /// The details of an object; what is missing stays unknown.
  public init(json: JSONValue) {
    self.init()
    seconds = json["seconds"]?.intValue.map { Int($0) }
    price = json["price"]?.stringValue
    ingredients = json["ingredients"]?.arrayValue?.compactMap(\.stringValue) ?? []
    start = json["start"]?.stringValue
    end = json["end"]?.stringValue
    place = json["place"]?.stringValue
    deadline = json["deadline"]?.stringValue
    doi = json["doi"]?.stringValue
    abstract = json["abstract"]?.stringValue
    organization = json["organization"]?.stringValue
    number = json["number"]?.intValue.map { Int($0) }
    repository = json["repository"]?.stringValue
  }
}
