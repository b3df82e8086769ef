// @ts-check
/*
 * What is selected, as HTML, one text a range: browsers may select several. A selection inside of
 * a list, a table or a listing takes that element along, or its meaning would be lost.
 */
(() => {
  const tools = (globalThis.fractalPage ??= {});

  const kept = "pre, code, ul, ol, dl, table, thead, tbody, tr, blockquote, h1, h2, h3, h4, h5, h6";
  const mostRanges = 50;

  /**
   * @param {Document} top
   * @param {number} limit  characters of all together
   * @returns {string[]}
   */
  tools.selections = (top, limit) => {
    const found = [];
    let left = limit;
    for (const range of rangesIn(top).slice(0, mostRanges)) {
      const html = tools.write([contents(range)], top, left);
      if (!html || !visible(html)) continue;
      left -= html.length;
      found.push(html);
    }
    return found;
  };

  /** @param {Document} root  @returns {Range[]} */
  function rangesIn(root) {
    const ranges = rangesOf(root.getSelection());
    if (ranges.length > 0) return ranges;
    // The selection may be in a frame, or in a shadow tree that the document's own hides.
    for (const element of root.querySelectorAll("*")) {
      const shadow = tools.shadowRoot(element);
      const inside = shadow && /** @type {any} */ (shadow).getSelection?.();
      const inShadow = inside ? rangesOf(inside) : [];
      if (inShadow.length > 0) return inShadow;
      if (element.localName === "iframe") {
        const inFrame = rangesInFrame(/** @type {HTMLIFrameElement} */ (element));
        if (inFrame.length > 0) return inFrame;
      }
    }
    return [];
  }

  /** @param {HTMLIFrameElement} frame */
  function rangesInFrame(frame) {
    try {
      return frame.contentDocument ? rangesOf(frame.contentDocument.getSelection()) : [];
    } catch {
      return [];
    }
  }

  /** @param {Selection | null} selection */
  function rangesOf(selection) {
    const ranges = [];
    for (let index = 0; index < (selection?.rangeCount ?? 0); index += 1) {
      const range = /** @type {Selection} */ (selection).getRangeAt(index);
      if (!range.collapsed) ranges.push(range);
    }
    return ranges;
  }

  /** @param {Range} range */
  function contents(range) {
    const start = range.commonAncestorContainer;
    let ancestor = start.nodeType === Node.ELEMENT_NODE
      ? /** @type {Element} */ (start) : start.parentElement;
    /** @type {Node} */
    let inside = range.cloneContents();
    for (; ancestor && ancestor.localName !== "body"; ancestor = ancestor.parentElement) {
      if (!ancestor.matches(kept)) continue;
      const copy = ancestor.cloneNode(false);
      copy.appendChild(inside);
      inside = copy;
    }
    return inside;
  }

  /** @param {string} html */
  function visible(html) {
    return /<img\b/.test(html) || html.replace(/<[^>]*>/g, "").trim() !== "";
  }
})();
