import Shared

/// Pages that browser tests save.
enum ExtensionPages {
  /// Every page under its path.
  static let all = [
    "/tomatoes": tomatoes, "/climbers": climbers, "/private": secret, "/long": long,
    "/frame.html": "<p>Framed words tell when to water: early, before the sun is high.</p>",
    "/code": code,
  ]

  /// A picture of one point.
  static let picture =
    Base64.decode(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    ) ?? []

  /// Text that a server could not fetch: in a closed shadow tree, in a slot, in a frame.
  private static let tomatoes = """
    <!doctype html><html lang="en"><head><title>Growing tomatoes on a balcony</title>
    <meta name="author" content="Ada Beds"><meta property="og:type" content="article">
    <meta name="csrf-token" content="never-send-this"></head><body>
    <nav><a href="/">Home</a> <a href="/climbers">Climbers</a></nav>
    <article><h1>Growing tomatoes on a balcony</h1>
    <p id="first">Tomatoes want light more than anything, so the balcony should face south or \
    west, and the pots should stand where no wall throws its shadow before the evening.</p>
    <x-advice><p slot="advice">Slotted words say that a pot holds twenty litres, because the \
    roots of one plant fill it within six weeks, and a dry root is a lost fruit.</p></x-advice>
    <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/picture.png" alt="Red fruit">
    <p>Feed them every second week once the first fruit shows, and take out the side shoots, \
    which only cost the plant the strength that its fruit should have.</p>
    <iframe src="/frame.html" width="500" height="200"></iframe></article>
    <form><input type="hidden" value="never-send-this"></form>
    <script>
      const root = document.querySelector('x-advice').attachShadow({ mode: 'closed' });
      root.innerHTML = '<p>Shadowed words warn of late frost, which comes in the second half of '
        + 'May and takes every plant that stands outside by night.</p><slot name="advice"></slot>';
    </script></body></html>
    """

  private static let climbers = article(
    "Climbers for a north wall",
    "Ivy holds on by itself, hydrangea wants a start, and honeysuckle needs wires.")

  private static let secret = article(
    "A page behind a login", "Only the person who is signed in sees these words.")

  private static let code = article(
    "Sorting in place", "The sum is <pre><code class=\"language-c\">int a = 1;</code></pre> here.")

  /// A page of 19 MB, quotes included, which JSON makes longer still.
  private static let long: String = {
    let paragraph =
      "<p>" + String(repeating: "A \"long\" page of plain words. ", count: 330) + "</p>\n"
    let count = 19_000_000 / paragraph.utf8.count
    return "<!doctype html><title>The longest page</title><article><h1>The longest page</h1>"
      + String(repeating: paragraph, count: count) + "</article>"
  }()

  private static func article(_ title: String, _ words: String) -> String {
    """
    <!doctype html><html lang="en"><head><title>\(title)</title></head><body><article>
    <h1>\(title)</h1><p id="first">\(words)</p>
    <p>What grows there lives from the light that the sky gives, which is more than people think, \
    and from the rain that the wall keeps away, which is less than the plants would like.</p>
    <p>Water them in the first two summers; after that their roots find what they need.</p>
    <p><a id="link" href="https://plants.example/ivy">More about ivy</a></p>
    </article></body></html>
    """
  }
}
