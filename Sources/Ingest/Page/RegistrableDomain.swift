/// The part of a host name that one owner registers, such as `example.co.uk`.
///
/// A compact rule instead of the whole public suffix list: the last two labels, or three where the
/// last two are a country code behind one of the usual second-level names, or where the last two
/// are a known host of many owners' sites. Suffixes that neither rule knows are taken one label too
/// short; then two owners may seem one, so nothing is decided on this for access.
public enum RegistrableDomain {
  /// The registrable domain of a host name in lower case; the host itself where it is an address
  /// or a single label.
  public static func of(_ host: String) -> String {
    let labels = host.split(separator: ".")
    guard labels.count > 2, labels.last?.contains(where: \.isNumber) == false else { return host }
    let two = labels.suffix(2).joined(separator: ".")
    let isCountry = labels[labels.count - 1].utf8.count == 2
    let needsThree =
      (isCountry && secondLevels.contains(String(labels[labels.count - 2]))) || shared.contains(two)
    return labels.suffix(needsThree ? 3 : 2).joined(separator: ".")
  }

  private static let secondLevels: Set<String> = [
    "ac", "co", "com", "edu", "gob", "gouv", "gov", "govt", "id", "info", "ltd", "me", "mil", "ne",
    "net", "nhs", "nom", "or", "org", "plc", "sch", "school", "go", "gen", "in", "web",
  ]

  private static let shared: Set<String> = [
    "github.io", "gitlab.io", "blogspot.com", "wordpress.com", "substack.com", "medium.com",
    "netlify.app", "vercel.app", "pages.dev", "web.app", "herokuapp.com", "tumblr.com",
    "notion.site", "readthedocs.io", "codeberg.page", "neocities.org", "azurewebsites.net",
    "amazonaws.com", "cloudfront.net", "appspot.com", "fly.dev", "typepad.com", "livejournal.com",
    "bearblog.dev", "ghost.io", "webflow.io", "wixsite.com", "weebly.com", "blogspot.de",
  ]
}
