/** What is longer does not fit into the cookie of a log-in that was begun, which browsers take up to 4 KB (RFC 6265, 6.1). */
const longest = 2_000;

/**
 * Where a person goes after the log-in: a path or URL of this origin, else its front page. The whole URL is given and not its
 * path, for a path such as `/.//elsewhere.example` would become one that leads elsewhere.
 */
export function safeReturnTo(given: string | undefined, origin: string): string {
  const front = `${origin}/`;
  if (given === undefined || !(given.startsWith(front) || isPath(given))) return front;
  const url = URL.parse(given, origin);
  if ((url?.href.length ?? 0) > longest) return front;
  // A log-in that leads to the next one would never end.
  return url?.origin === origin && !url.pathname.startsWith("/auth/") ? url.href : front;
}

/**
 * Parsers of URLs take a backslash in a path for a slash, and skip control characters: what seems to be a path may be none. In a
 * query a backslash is one, and searches have some.
 */
const isPath = (text: string): boolean => /^\/(?![/\\])[^\\?#\p{Cc}]*([?#]\P{Cc}*)?$/u.test(text);
