// @ts-check
/**
 * The server's address in its one form: scheme, host, port and path without a slash at the end.
 * A bare host means https, except on this machine, where servers under test live.
 *
 * @param {string} text  as typed
 * @returns {string | null}  null where it is no address of a server
 */
export function normalAddress(text) {
  const trimmed = text.trim();
  if (!trimmed || /\s/.test(trimmed)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  let url;
  try {
    url = new URL(hasScheme ? trimmed : `https://${trimmed}`);
    if (!hasScheme && isThisMachine(url.hostname)) url = new URL(`http://${trimmed}`);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username || url.password || !url.hostname) return null;
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/**
 * The pattern of the permission for one server. Firefox knows no ports in patterns, so there the
 * host stands without it.
 *
 * @param {string} address
 * @param {boolean} allowsPort
 */
export function originPattern(address, allowsPort = true) {
  const url = new URL(address);
  return `${url.protocol}//${allowsPort ? url.host : url.hostname}/*`;
}

/**
 * Whether a token would travel readable for others: http to another machine.
 *
 * @param {string} address
 */
export function isReadableOnTheWay(address) {
  const url = new URL(address);
  return url.protocol === "http:" && !isThisMachine(url.hostname);
}

/** @param {string} host */
function isThisMachine(host) {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]"
    || /^127(\.\d{1,3}){3}$/.test(host);
}
