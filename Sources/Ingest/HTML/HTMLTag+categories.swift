extension HTMLTag {
  /// Elements without content (HTML Living Standard, 13.1.2).
  static let void: HTMLTagSet = [
    .base, .link, .meta, .hr, .br, .wbr, .source, .img, .embed, .param, .track, .area, .col,
    .input, .basefont, .frame,
  ]

  /// Elements whose start tag closes an open `p` (HTML Living Standard, 13.2.6.4.7).
  static let closingParagraph: HTMLTagSet = [
    .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl,
    .fieldset, .figcaption, .figure, .footer, .form, .header, .hgroup, .hr, .main, .menu, .nav,
    .ol, .p, .pre, .search, .section, .summary, .ul, .h1, .h2, .h3, .h4, .h5, .h6, .table, .li,
    .dd, .dt, .listing, .xmp, .plaintext,
  ]

  /// Elements whose end tag may be left out, so that an open one says nothing about depth.
  static let endTagOptional: HTMLTagSet = [
    .p, .li, .dd, .dt, .tr, .td, .th, .thead, .tbody, .tfoot, .option, .optgroup, .colgroup,
    .caption, .rb, .rt, .rp, .rtc, .html, .head, .body,
  ]

  /// Headings of the six levels.
  public static let headings: HTMLTagSet = [.h1, .h2, .h3, .h4, .h5, .h6]

  /// Elements that stand on lines of their own.
  public static let blocks: HTMLTagSet = [
    .document, .html, .head, .body, .article, .section, .nav, .aside, .h1, .h2, .h3, .h4, .h5,
    .h6, .hgroup, .header, .footer, .address, .main, .p, .hr, .pre, .blockquote, .ol, .ul, .menu,
    .dir, .li, .dl, .dt, .dd, .figure, .figcaption, .div, .table, .caption, .tbody, .thead,
    .tfoot, .tr, .td, .th, .form, .fieldset, .legend, .details, .summary, .dialog, .center,
    .xmp, .listing, .plaintext, .search, .frameset, .noframes, .optgroup, .option, .title,
  ]

  /// Elements that only mark words inside a line.
  static let formatting: HTMLTagSet = [
    .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u, .span,
    .sub, .sup, .mark, .kbd, .samp, .variable, .cite, .q, .dfn, .abbr, .time, .data, .ins, .del,
    .label, .acronym, .bdi, .bdo,
  ]

  /// Elements whose content is never shown as text of the page.
  public static let unseen: HTMLTagSet = [
    .head, .title, .style, .script, .template, .datalist, .iframe, .object, .embed, .applet,
    .canvas, .svg, .audio, .video, .map, .area, .rp, .noframes, .frameset, .param, .source,
    .track, .meta, .link, .base,
  ]

  /// The parts of a table between `table` and its cells.
  static let tableParts: HTMLTagSet = [.table, .tbody, .thead, .tfoot, .tr, .colgroup]

  /// Elements at which the search for an open element of a line stops.
  static let scopeBoundaries: HTMLTagSet = [
    .document, .html, .body, .table, .td, .th, .caption, .template, .object, .applet, .marquee,
    .button,
  ]
}
