import type { AdminContext } from "../env.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** The header that only a script of our own pages can send with a cookie. */
export const ownHeader = "x-spindle-request";

/**
 * Whether a request with a cookie may have been made by another site's page. What may change something has to say by itself
 * that it is of this origin: `Sec-Fetch-Site`, or `Origin` from browsers without it; `same-site` is not enough, for a cookie with
 * `SameSite=Lax` comes along from any neighbour below the same domain. And it needs a header that no form can send, and no script
 * of another origin without the preflight that we never answer.
 */
export function mayBeForged({ req }: AdminContext, origin: string): boolean {
  if (safe.has(req.method)) return false;
  if (req.header(ownHeader) === undefined) return true;
  const site = req.header("sec-fetch-site");
  const from = req.header("origin");
  if (from !== undefined && from !== origin) return true;
  return site === undefined ? from === undefined : site !== "same-origin";
}
