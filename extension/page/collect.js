// @ts-check
/*
 * The last of the injected files: its value is what the extension gets. The page itself is only
 * read, never changed.
 */
(() => {
  const tools = (globalThis.fractalPage ??= {});

  /** Characters are counted while writing; bytes only once, in the extension. */
  const mostCharacters = 20_971_520;
  const mostSelected = 2_000_000;
  const mostPictured = 8_000_000;
  const mostPicturedInSelection = 1_500_000;

  /** @returns {import("../shared/types.js").CollectedPage} */
  tools.collect = () => {
    const isDocument = /html|xml/.test(document.contentType);
    tools.makeRoomForPictures(mostPictured);
    let html = isDocument
      ? tools.write([document.documentElement], document, mostCharacters) : null;
    if (isDocument && html === null) {
      // Rather the words alone than nothing.
      tools.makeRoomForPictures(0);
      html = tools.write([document.documentElement], document, mostCharacters);
    }
    tools.makeRoomForPictures(mostPicturedInSelection);
    return {
      url: location.href,
      title: document.title,
      html: html === null ? null : `<!DOCTYPE html>${html}`,
      selections: isDocument ? tools.selections(document, mostSelected) : [],
      viewport: {
        width: innerWidth, height: innerHeight, scrollX: Math.round(scrollX),
        scrollY: Math.round(scrollY), devicePixelRatio,
      },
      isTooLarge: isDocument && html === null,
    };
  };
  return tools.collect();
})();
