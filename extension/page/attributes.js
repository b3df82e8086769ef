// @ts-check
/*
 * Which attributes of the page are kept. Left out is what no article needs and what may be
 * private: handlers, values of form fields, tokens, and long data of scripts.
 */
(() => {
  const tools = (globalThis.fractalPage ??= {});

  const dropped = new Set([
    "srcset", "sizes", "loading", "decoding", "fetchpriority", "integrity", "nonce", "srcdoc",
    "ping", "jsaction", "jscontroller", "jsname", "d", "action", "formaction", "autofocus",
    "crossorigin", "value",
  ]);
  const addresses = new Set(["href", "src", "poster", "cite", "data", "longdesc", "background"]);
  const longestData = 300;
  const longestStyle = 300;

  /** @param {string} text */
  tools.escapeAttribute = (text) => text
    .replaceAll("&", "&amp;").replaceAll("\"", "&quot;").replaceAll("<", "&lt;")
    .replaceAll("\0", "");

  /**
   * The attributes of an element as they are written, each with a blank before it.
   *
   * @param {Element} element
   * @param {Document} top  the document whose addresses may stay relative
   * @returns {string}
   */
  tools.attributesOf = (element, top) => {
    let text = "";
    const isForeign = element.ownerDocument !== top;
    for (const { name, value } of element.attributes) {
      if (isDropped(element, name, value)) continue;
      // An attribute that a script has set may have a name no parser could read again.
      if (!/^[A-Za-z_:][\w:.-]*$/.test(name)) continue;
      const isMoved = isForeign && addresses.has(name);
      const kept = isMoved ? tools.absolute(value, element.baseURI) : value;
      text += ` ${name}="${tools.escapeAttribute(kept)}"`;
    }
    return text;
  };

  /** @param {Element} element @param {string} name @param {string} value */
  function isDropped(element, name, value) {
    if (dropped.has(name)) return !(name === "value" && isPublicValue(element));
    if (name.startsWith("on")) return true;
    if (name === "style") return value.length > longestStyle;
    if (name.startsWith("data-")) return value.length > longestData;
    if (name === "href" || name === "src") return /^\s*(?:javascript|blob):/i.test(value);
    return false;
  }

  /** A list item's number and a meter's reading are content; a field's value may be a secret. */
  function isPublicValue(/** @type {Element} */ element) {
    return ["li", "meter", "progress", "data"].includes(element.localName);
  }
})();
