/// What the words in an element's `class`, `id` and `role` say about its content.
enum ClassCue: Int, CaseIterable {
  case article, content, post, bodyCopy, comment, share, related, navigation, footer, side
  case advertisement, newsletter, consent, author, meta, tag, caption, tool, hidden, rating
  case title, lead, quote, note, shop, language, card

  /// The words of each cue, as authors write them in several languages.
  static let words: [(ClassCue, String)] = [
    (.article, "article articles story artikel articulo articolo artigo"),
    (
      .content,
      """
      content contents inhalt contenido contenu contenuto corps body main maincontent text copy \
      richtext prose rte wysiwyg markdown contentbody pagecontent conteudo readable
      """
    ),
    (.post, "post entry blog blogpost single hentry news posting beitrag billet nota noticia"),
    (
      .bodyCopy,
      """
      articlebody postbody entrycontent storybody postcontent articlecontent bodytext articletext \
      storytext posttext bodycopy storycontent newstext artikeltext entrybody fulltext bodycontent \
      singlecontent paragraph paragraphs absatz
      """
    ),
    (
      .comment,
      """
      comment comments disqus reply replies respond responses discussion kommentar kommentare \
      commentaires commentlist comentarios comentario commento commenti forum guestbook trackback \
      pingback
      """
    ),
    (
      .share,
      """
      share sharing shares social addthis sharedaddy twitter facebook whatsapp follow sociable \
      tweet linkedin pinterest teilen partager compartir shariff socials sharebar addtoany
      """
    ),
    (
      .related,
      """
      related recommend recommended recommendations recommendation similar more further teaser \
      teasers outbrain taboola trending popular readmore suggestions suggested promoted mostread \
      next prev previous latest recent recirc upnext recirculation aehnliche verwandt mehr weitere \
      associated alsolike readnext onward stories mostviewed neueste
      """
    ),
    (
      .navigation,
      """
      nav navi navigation menu menus breadcrumb breadcrumbs navbar pagination pager paging crumbs \
      skip tabs tab subnav topbar submenu toc sitemap pagenav mainnav dropdown hamburger crumb \
      navlinks pages
      """
    ),
    (
      .footer,
      "footer foot colophon copyright legal disclaimer imprint impressum bottom fuss fusszeile"
    ),
    (
      .side,
      """
      sidebar aside side widget widgets rail secondary complementary sidebox infobox factbox \
      marginal margin leftcol rightcol sidecolumn rightcolumn leftcolumn randspalte
      """
    ),
    (
      .advertisement,
      """
      ad ads advert adverts advertisement advertising sponsor sponsored sponsors promo promos \
      promotion banner dfp gpt adsense anzeige werbung commercial affiliate adslot adbox marketing \
      publicidad publicite cta
      """
    ),
    (
      .newsletter,
      "newsletter newsletters subscribe subscription signup optin mailchimp email mailing abo donate"
    ),
    (
      .consent,
      """
      cookie cookies consent gdpr modal popup overlay lightbox dialog paywall privacy notice alert \
      datenschutz notification message messages warning toast
      """
    ),
    (
      .author,
      "author authors byline bio authorbox about vcard contributor autor autoren writer auteur profile"
    ),
    (
      .meta,
      """
      meta date time timestamp published info infos dateline postmeta posted details datum updated \
      entrymeta articlemeta data readingtime
      """
    ),
    (
      .tag,
      """
      tag tags category categories label labels keywords topics topic cat tagcloud taglist badge \
      kategorie kategorien schlagworte taxonomy cats
      """
    ),
    (
      .caption,
      """
      caption credit credits figure image images photo photos gallery slideshow media video player \
      thumbnail thumb img picture slider carousel bild galerie foto copyrightinfo legend slide
      """
    ),
    (
      .tool,
      """
      search form login register account user button buttons btn input toolbar tools tool print \
      actions action controls options settings download rss feed feedback contact kontakt
      """
    ),
    (
      .hidden,
      "hidden sr only screenreader visuallyhidden noprint collapsed invisible hide offscreen nodisplay"
    ),
    (.rating, "rating ratings review reviews stars star vote votes score likes like poll survey"),
    (
      .title,
      "title headline heading head header subtitle h1 titel ueberschrift titulo titre masthead logo"
    ),
    (
      .lead,
      """
      lead intro abstract summary excerpt description standfirst kicker deck dek subheadline \
      introduction vorspann einleitung chapo synopsis lede sapo
      """
    ),
    (.quote, "quote pullquote blockquote zitat callout highlight box"),
    (.note, "footnote footnotes references reference reflist citation citations endnotes sources"),
    (.shop, "price cart shop product products basket buy warenkorb preis store"),
    (.language, "language languages translate translation lang langs locale interlanguage"),
    (.card, "list lists item items grid card cards tile tiles row links link linklist block"),
  ]

  private static let lookup: NameTable = {
    var names: [(String, Int)] = []
    for (cue, text) in words {
      for word in text.split(whereSeparator: \.isWhitespace) {
        names.append((String(word), cue.rawValue))
      }
    }
    return NameTable(names)
  }()

  /// The cues of an element, one bit each.
  static func mask(_ document: HTMLDocument, _ node: Int) -> UInt32 {
    let element = document.nodes[node]
    var mask: UInt32 = 0
    for place in Int(element.first)..<Int(element.first + element.count) {
      let attribute = document.attributes[place]
      switch attribute.name {
      case .class, .id, .role, .dataTestid, .dataComponent, .itemprop:
        mask |= read(document.bytes, Int(attribute.first), min(Int(attribute.count), 400))
      default: break
      }
    }
    return mask
  }

  /// Splits names at signs and at capital letters and looks every word up.
  private static func read(_ bytes: [UInt8], _ first: Int, _ count: Int) -> UInt32 {
    var mask: UInt32 = 0
    var whole = NameTable.Key()
    var part = NameTable.Key()
    var wasLower = false
    func look(_ key: NameTable.Key) {
      if key.count > 1, let value = lookup.find(key) { mask |= 1 << UInt32(value) }
    }
    for place in first..<first + count {
      let byte = bytes[place]
      let isUpper = byte &- 0x41 < 26
      let isLower = byte &- 0x61 < 26
      guard isUpper || isLower || byte &- 0x30 < 10 else {
        look(part)
        if whole.count != part.count { look(whole) }
        part = NameTable.Key()
        if HTMLText.isSpace(byte) || byte == 0x2D || byte == 0x5F { whole = NameTable.Key() }
        wasLower = false
        continue
      }
      if isUpper, wasLower {
        look(part)
        part = NameTable.Key()
      }
      part.append(byte)
      whole.append(byte)
      wasLower = isLower
    }
    look(part)
    if whole.count != part.count { look(whole) }
    return mask
  }
}
