/// The style sheet of every page: readable lines, light and dark, no fonts from elsewhere.
enum PageStyle {
  /// The sheet.
  static let sheet = """
    :root { color-scheme: light dark; --text: #1d1f23; --faint: #5c6370; --line: #d9dce1;
      --ground: #ffffff; --raised: #f4f5f7; --link: #0b57d0; }
    @media (prefers-color-scheme: dark) { :root { --text: #e4e6ea; --faint: #a1a8b3;
      --line: #3a3f47; --ground: #16181c; --raised: #22262c; --link: #8ab4f8; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--text);
      font: 1.0625rem/1.65 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    main, header.page, nav.page, footer.page { max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
    header.page { padding-top: 2.5rem; }
    footer.page { padding-bottom: 3rem; color: var(--faint); font-size: .9rem; }
    h1, h2, h3, h4 { line-height: 1.25; margin: 2rem 0 .75rem; }
    header.page h1 { margin-top: 0; font-size: 1.9rem; }
    a { color: var(--link); } a:focus-visible, button:focus-visible, input:focus-visible {
      outline: 3px solid var(--link); outline-offset: 2px; }
    .faint { color: var(--faint); font-size: .95rem; }
    .actions { display: flex; flex-wrap: wrap; gap: 1rem; padding-bottom: .75rem; }
    pre, code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .9em; }
    pre { background: var(--raised); padding: 1rem; overflow-x: auto; border-radius: .375rem; }
    code { background: var(--raised); padding: .1em .25em; border-radius: .25rem; }
    pre code { padding: 0; background: none; }
    blockquote { margin: 1rem 0; padding: 0 1rem; border-left: .25rem solid var(--line);
      color: var(--faint); }
    img { max-width: 100%; height: auto; }
    table { border-collapse: collapse; display: block; overflow-x: auto; }
    th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
    button { font: inherit; padding: .4rem .9rem; border: 1px solid var(--line);
      border-radius: .375rem; background: var(--raised); color: inherit; cursor: pointer; }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
    @media print { .actions, footer.page { display: none; } }
    """
}
