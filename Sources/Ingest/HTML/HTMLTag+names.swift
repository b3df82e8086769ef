extension HTMLTag {
  /// The names in the order of the raw values; the four kinds without an element name come first.
  static let names: [StaticString] = [
    "#document", "#text", "#other", "#tex",
    "html", "head", "title", "base", "link", "meta", "style", "script", "noscript", "body",
    "article", "section", "nav", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "header",
    "footer", "address", "main", "p", "hr", "pre", "blockquote", "ol", "ul", "menu", "dir", "li",
    "dl", "dt", "dd", "figure", "figcaption", "div", "a", "em", "strong", "small", "s", "cite",
    "q", "dfn", "abbr", "data", "time", "code", "var", "samp", "kbd", "sub", "sup", "i", "b",
    "u", "mark", "bdi", "bdo", "ruby", "rb", "rt", "rp", "rtc", "span", "br", "wbr", "ins",
    "del", "picture", "source", "img", "iframe", "embed", "object", "param", "video", "audio",
    "track", "map", "area", "table", "caption", "colgroup", "col", "tbody", "thead", "tfoot",
    "tr", "td", "th", "form", "label", "input", "button", "select", "datalist", "optgroup",
    "option", "textarea", "output", "progress", "meter", "fieldset", "legend", "details",
    "summary", "dialog", "slot", "template", "canvas", "center", "font", "big", "tt", "strike",
    "acronym", "applet", "basefont", "frame", "frameset", "noframes", "nobr", "marquee", "blink",
    "xmp", "listing", "plaintext", "search", "svg", "math", "mrow", "mi", "mn", "mo", "mtext",
    "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover",
    "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose", "mfenced",
    "semantics", "annotation", "annotation-xml",
  ]

  /// The element's name in lower case, or `#text`, `#document`, `#other`, `#tex`.
  public var name: String { "\(Self.names[Int(rawValue)])" }
}
