public import Shared

/// What was read from a page: the words of its article and what it says about itself.
public struct PageDraft: Sendable {
  /// The title; nil where the page has none.
  public var title: String?
  /// Who wrote it.
  public var authors: [String] = []
  /// The name of the site.
  public var siteName: String?
  /// When it was published first, in ISO 8601.
  public var published: String?
  /// When it was changed last, in ISO 8601.
  public var modified: String?
  /// The page's own description, or its first words.
  public var excerpt: String?
  /// The language tag (BCP 47) that the page gives.
  public var language: String?
  /// The address of the picture that stands for it.
  public var image: String?
  /// The address under which the page wants to be known.
  public var canonical: String?
  /// What it is.
  public var kind = PageKind.generic
  /// What it says beside its words, by its kind.
  public var details = PageDetails()
  /// The words of the article, blocks on lines of their own.
  public var text = ""
  /// The article as Markdown.
  public var markdown = ""
  /// Words of the article.
  public var wordCount = 0
  /// The pictures inside of the page that the article refers to, as `attachment:` and a name by
  /// their content.
  public var pictures: [[UInt8]] = []
  /// How many pictures inside of the page were left out that a reader would have seen.
  public var leftOutPictureCount = 0
  /// True where a limit cut something.
  public var isTruncated = false

  /// A draft in which nothing is known.
  public init() {}

  /// Minutes that reading takes at the usual speed of the page's language; at least one where there
  /// are words.
  public var readingMinutes: Int? {
    let speed = ReadingSpeed.wordsPerMinute(language)
    return wordCount > 0 ? max(1, (wordCount + speed / 2) / speed) : nil
  }

  /// Minutes that the task of this page will take, where the page lets one tell.
  public var estimateMinutes: Int? {
    switch kind {
    case .video, .podcast, .recipe: details.seconds.map { max(1, ($0 + 59) / 60) }
    case .article, .paper, .issue, .pullRequest: readingMinutes
    default: nil
    }
  }

  /// The draft as an object with the members of the page evaluation and the details.
  public var json: JSONValue {
    .members([
      "title": title.map { .string($0) } ?? .null,
      "byline": authors.isEmpty ? .null : .string(authors.joined(separator: ", ")),
      "siteName": siteName.map { .string($0) } ?? .null,
      "publishedTime": published.map { .string($0) } ?? .null,
      "modifiedTime": modified.map { .string($0) } ?? .null,
      "excerpt": excerpt.map { .string($0) } ?? .null,
      "lang": language.map { .string($0) } ?? .null,
      "image": image.map { .string($0) } ?? .null,
      "canonical": canonical.map { .string($0) } ?? .null,
      "type": .string(kind.rawValue), "details": details.json,
      "minutes": estimateMinutes.map { .int(Int64($0)) } ?? .null,
      "wordCount": .int(Int64(wordCount)), "truncated": .bool(isTruncated),
      "leftOutPictures": .int(Int64(leftOutPictureCount)),
      "textContent": .string(text), "markdown": .string(markdown),
    ])
  }
}
