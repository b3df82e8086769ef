// @ts-check
/*
 * Writes the page as the browser shows it: the flat tree (DOM, 4.2.2.3), in which shadow trees
 * stand where their hosts are and slots hold what is assigned to them, with frames of the same
 * origin in place. `outerHTML` knows none of these. The walk keeps its own stack, since pages nest
 * deeper than a call stack bears.
 */
(() => {
  const tools = (globalThis.fractalPage ??= {});

  const voids = new Set([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]);
  const skipped = new Set(
    ["style", "noscript", "noframes", "noembed", "template", "canvas", "frameset", "textarea"]);
  const keptScripts = /^(?:application\/(?:[\w.+-]+\+)?json|math\/(?:tex|asciimath|mml).*)$/i;
  const skippedLinks = /stylesheet|preload|prefetch|preconnect|icon/i;
  const secretMeta = /csrf|xsrf|token|nonce|secret|session/i;
  const deepestFrame = 3;
  const smallestFrame = { width: 200, height: 100 };

  /**
   * The HTML of some nodes; null where it has more characters than that.
   *
   * @param {Iterable<Node>} nodes
   * @param {Document} top
   * @param {number} limit
   * @returns {string | null}
   */
  tools.write = (nodes, top, limit) => {
    const pieces = [];
    let length = 0;
    /** @type {(Node | string)[]} */
    const stack = [...nodes].reverse();
    while (stack.length > 0) {
      const next = /** @type {Node | string} */ (stack.pop());
      const text = typeof next === "string" ? next : open(next, stack, top);
      if (text === "") continue;
      pieces.push(text);
      length += text.length;
      if (length > limit) return null;
    }
    return pieces.join("");
  };

  /**
   * What a node begins with; its children and its end are put on the stack.
   *
   * @param {Node} node
   * @param {(Node | string)[]} stack
   * @param {Document} top
   * @returns {string}
   */
  function open(node, stack, top) {
    if (node.nodeType === Node.TEXT_NODE) return escapeText(node.nodeValue ?? "");
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
      pushAll(stack, node.childNodes);
      return "";
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const element = /** @type {Element} */ (node);
    const name = element.localName;
    if (skipped.has(name)) return "";
    switch (name) {
      case "script": return script(element);
      case "slot": pushAll(stack, slotted(/** @type {HTMLSlotElement} */ (element))); return "";
      case "img": return image(element, top);
      case "input": return field(/** @type {HTMLInputElement} */ (element));
      case "link": return link(element, top);
      case "meta": return meta(element, top);
      case "svg": if ((element.textContent ?? "").trim() === "") return ""; break;
      case "iframe": return frame(/** @type {HTMLIFrameElement} */ (element), stack, top);
    }
    if (voids.has(name)) return start(element, top);
    stack.push(`</${name}>`);
    pushAll(stack, tools.shadowRoot(element)?.childNodes ?? element.childNodes);
    // The page's text is sent as UTF-8, whatever it came in.
    return start(element, top) + (name === "head" ? "<meta charset=\"utf-8\">" : "");
  }

  /** @param {Element} element @param {Document} top */
  function start(element, top) {
    return `<${element.localName}${tools.attributesOf(element, top)}>`;
  }

  /** @param {(Node | string)[]} stack @param {ArrayLike<Node>} nodes */
  function pushAll(stack, nodes) {
    for (let index = nodes.length - 1; index >= 0; index -= 1) stack.push(nodes[index]);
  }

  /**
   * The shadow tree of an element, closed ones included where extensions may see them.
   *
   * @param {Element} element
   * @returns {ShadowRoot | null}
   */
  tools.shadowRoot = (element) => {
    if (element.shadowRoot) return element.shadowRoot;
    // Only these can have one, and asking costs.
    if (!element.localName.includes("-") && !shadowHosts.has(element.localName)) return null;
    const api = /** @type {any} */ (globalThis).chrome?.dom?.openOrClosedShadowRoot;
    if (api && element instanceof HTMLElement) return api(element);
    return /** @type {any} */ (element).openOrClosedShadowRoot ?? null;
  };
  const shadowHosts = new Set([
    "article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "main", "nav", "p", "section", "span",
  ]);

  /** @param {HTMLSlotElement} slot */
  function slotted(slot) {
    const assigned = slot.assignedNodes();
    return assigned.length > 0 ? assigned : slot.childNodes;
  }

  /** @param {Element} element */
  function script(element) {
    const type = element.getAttribute("type") ?? "";
    if (!keptScripts.test(type)) return "";
    // Of JSON only the kind that describes the page; other data of scripts is the page's own.
    if (/json/i.test(type) && !/ld\+json/i.test(type)) return "";
    const text = (element.textContent ?? "").replace(/<\/(?=script)/gi, "<\\/");
    return `<script type="${tools.escapeAttribute(type)}">${text}</script>`;
  }

  /** @param {Element} element @param {Document} top */
  function link(element, top) {
    return skippedLinks.test(element.getAttribute("rel") ?? "") ? "" : start(element, top);
  }

  /** @param {Element} element @param {Document} top */
  function meta(element, top) {
    const name = element.getAttribute("name") ?? element.getAttribute("id") ?? "";
    if (element.hasAttribute("charset") || element.hasAttribute("http-equiv")) return "";
    return secretMeta.test(name) ? "" : start(element, top);
  }

  /** @param {Element} element @param {Document} top */
  function image(element, top) {
    const address = tools.imageAddress(element);
    if (!address) return element.getAttribute("alt") ? start(withoutSource(element), top) : "";
    const copy = withoutSource(element);
    copy.setAttribute("src", address);
    const drawn = /** @type {HTMLImageElement} */ (element);
    if (drawn.naturalWidth > 2 && !element.hasAttribute("width")) {
      copy.setAttribute("width", String(drawn.naturalWidth));
      copy.setAttribute("height", String(drawn.naturalHeight));
    }
    return start(copy, top);
  }

  /** A shallow copy made in a document that loads nothing. */
  function withoutSource(/** @type {Element} */ element) {
    const copy = document.implementation.createHTMLDocument("").importNode(element, false);
    copy.removeAttribute("src");
    return copy;
  }

  /** A ticked box is content, as in lists of tasks; what else fields hold is the person's own. */
  function field(/** @type {HTMLInputElement} */ input) {
    if (input.type !== "checkbox" && input.type !== "radio") return "";
    return `<input type="${input.type}"${input.checked ? " checked" : ""} disabled>`;
  }

  /** @param {HTMLIFrameElement} element @param {(Node | string)[]} stack @param {Document} top */
  function frame(element, stack, top) {
    const inside = sameOriginDocument(element);
    if (!inside?.body || depth(inside) > deepestFrame) {
      return `<iframe${tools.attributesOf(element, top)}></iframe>`;
    }
    // Frames of this size hold advertisements and counters, no text.
    const { width, height } = element.getBoundingClientRect();
    if (width < smallestFrame.width || height < smallestFrame.height) return "";
    stack.push("</div>");
    pushAll(stack, inside.body.childNodes);
    return `<div data-frame="${tools.escapeAttribute(inside.URL)}">`;
  }

  /** @param {HTMLIFrameElement} element */
  function sameOriginDocument(element) {
    try {
      return element.contentDocument;
    } catch {
      return null;
    }
  }

  /** @param {Document} inside */
  function depth(inside) {
    let count = 0;
    for (let view = inside.defaultView; view && view.parent !== view && count < 10; count += 1) {
      view = /** @type {Window & typeof globalThis} */ (view.parent);
    }
    return count;
  }

  /** @param {string} text */
  function escapeText(text) {
    return /[&<>\u00a0\0]/.test(text)
      ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
        .replaceAll("\u00a0", "&nbsp;").replaceAll("\0", "")
      : text;
  }
})();
