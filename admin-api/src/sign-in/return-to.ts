/**
 * Where a person goes after the log-in: a path or URL of this origin, else its front page. The whole URL is given and not its
 * path, for a path such as `/.//elsewhere.example` would become one that leads elsewhere.
 */
export function safeReturnTo(given: string | undefined, origin: string): string {
  const front = `${origin}/`;
  if (given === undefined || !(given.startsWith(front) || isPath(given))) return front;
  const url = URL.parse(given, origin);
  // A log-in that leads to the next one would never end.
  return url?.origin === origin && !url.pathname.startsWith("/auth/") ? url.href : front;
}

/** Parsers of URLs take a backslash for a slash, and skip control characters: what seems to be a path may be none. */
const isPath = (text: string): boolean => /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text);
