// @ts-check
/*
 * Where an image really is. Pages that load lazily carry a placeholder in `src` and the address in
 * attributes of their own, or in a <noscript> beside it. Runs inside the page, in the extension's
 * own world; a plain script, since injected files cannot be modules.
 */
(() => {
  const tools = (globalThis.fractalPage ??= {});

  const lazyAttributes = [
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-orig-file", "data-image",
    "data-actualsrc", "data-hi-res-src", "data-full-src", "data-url", "data-img-src",
  ];
  const lazySets = ["data-srcset", "data-lazy-srcset", "data-original-set"];
  const placeholderNames = new RegExp(
    "(?:^|[/_.-])(?:blank|spacer|placeholder|transparent|pixel|1x1|lazy|loading)[^/]*"
      + "\\.(?:gif|png|svg|webp)",
    "i");
  const smallDataBytes = 2_000;
  /**
   * Characters that pictures within addresses may still have: without a bound they would fill the
   * page's own. A longer one leaves its words.
   */
  let room = 0;

  /** @param {number} characters */
  tools.makeRoomForPictures = (characters) => { room = characters; };

  /**
   * The largest candidate of a `srcset` (HTML, 4.8.4.2.1).
   *
   * @param {string | null} text
   * @returns {string | null}
   */
  tools.largestCandidate = (text) => {
    let best = null;
    let most = -1;
    // An address may hold commas, but none at its end; a descriptor holds none at all.
    const candidates = /([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)/g;
    for (const [, address, size] of (text ?? "").matchAll(candidates)) {
      const value = size ? Number(size) : 1;
      if (value > most) [best, most] = [address, value];
    }
    return best;
  };

  /**
   * Whether an address only stands in for the image.
   *
   * @param {string | null} address
   */
  tools.isPlaceholder = (address) => {
    if (!address || address === "about:blank" || address === "#") return true;
    if (address.startsWith("data:")) return address.length < smallDataBytes;
    return placeholderNames.test(address);
  };

  /**
   * The address to keep for an image; null where there is none worth keeping.
   *
   * @param {Element} image
   * @returns {string | null}
   */
  tools.imageAddress = (image) => {
    const candidates = [
      /** @type {HTMLImageElement} */ (image).currentSrc,
      ...lazyAttributes.map((name) => image.getAttribute(name)),
      ...lazySets.map((name) => tools.largestCandidate(image.getAttribute(name))),
      image.getAttribute("src"),
      tools.largestCandidate(image.getAttribute("srcset")),
      pictureCandidate(image),
      scriptlessCandidate(image),
    ];
    const found = candidates.find(
      (address) => looksLikeAddress(address) && !tools.isPlaceholder(address));
    if (!found) return null;
    if (found.startsWith("blob:")) return null;
    if (found.startsWith("data:")) {
      if (found.length > room) return null;
      room -= found.length;
      return found;
    }
    return tools.absolute(found, image.baseURI);
  };

  /** @param {string} address @param {string} base */
  tools.absolute = (address, base) => {
    try {
      return new URL(address, base).href;
    } catch {
      return address;
    }
  };

  /** @param {string | null | undefined} text */
  function looksLikeAddress(text) {
    return !!text && !/[\s{}<>"]/.test(text.trim()) && /[\/.:]/.test(text);
  }

  /** @param {Element} image */
  function pictureCandidate(image) {
    if (image.parentElement?.localName !== "picture") return null;
    for (const source of image.parentElement.querySelectorAll("source")) {
      const address = tools.largestCandidate(
        source.getAttribute("srcset") ?? source.getAttribute("data-srcset"));
      if (address && !tools.isPlaceholder(address)) return address;
    }
    return null;
  }

  /** @param {Element} image */
  function scriptlessCandidate(image) {
    for (const near of [image.nextElementSibling, image.previousElementSibling,
      image.parentElement?.nextElementSibling]) {
      if (near?.localName !== "noscript") continue;
      // With scripting on, what stands inside is text; a parsed document of it loads nothing.
      const inside = new DOMParser().parseFromString(near.textContent ?? "", "text/html");
      const address = inside.querySelector("img")?.getAttribute("src");
      if (address) return address;
    }
    return null;
  }
})();
