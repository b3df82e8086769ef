/// The elements of HTML and MathML that this program tells apart (HTML Living Standard, section 4).
///
/// The raw value is the place in `HTMLTag.names`; every element that is not listed is `other`.
public enum HTMLTag: UInt8, Sendable {
  /// The root above the whole document.
  case document
  /// A run of text.
  case text
  /// Any element that has no case of its own.
  case other
  /// The TeX source of a formula that a page carried in a script (`math/tex`).
  case tex

  // Document and metadata.
  case html, head, title, base, link, meta, style, script, noscript
  // Sections and blocks.
  case body, article, section, nav, aside, h1, h2, h3, h4, h5, h6, hgroup, header, footer
  case address, main, p, hr, pre, blockquote, ol, ul, menu, dir, li, dl, dt, dd, figure
  case figcaption, div
  // Text-level elements.
  case a, em, strong, small, s, cite, q, dfn, abbr, data, time, code, variable, samp, kbd, sub
  case sup, i, b, u, mark, bdi, bdo, ruby, rb, rt, rp, rtc, span, br, wbr, ins, del
  // Embedded content.
  case picture, source, img, iframe, embed, object, param, video, audio, track, map, area
  // Tables.
  case table, caption, colgroup, col, tbody, thead, tfoot, tr, td, th
  // Forms and interaction.
  case form, label, input, button, select, datalist, optgroup, option, textarea, output
  case progress, meter, fieldset, legend, details, summary, dialog, slot, template, canvas
  // Elements of older versions.
  case center, font, big, tt, strike, acronym, applet, basefont, frame, frameset, noframes, nobr
  case marquee, blink, xmp, listing, plaintext, search
  // Drawings and MathML.
  case svg, math, mrow, mi, mn, mo, mtext, mspace, mfrac, msqrt, mroot, msub, msup, msubsup
  case munder, mover, munderover, mtable, mtr, mtd, mstyle, mpadded, mphantom, menclose, mfenced
  case semantics, annotation, annotationXML
}
