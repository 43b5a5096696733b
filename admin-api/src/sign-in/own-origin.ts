import type { AdminContext } from "../env.ts";
import { isProxied } from "./is-local.ts";

/** Our origin, as the browser that asks sees it; undefined where browsers cannot sign in. */
export type OwnOrigin = (c: AdminContext) => string | undefined;

/** Names of this machine by itself. No name server answers for them, so that none can have them lead elsewhere. */
const ofThisMachine = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/;

/**
 * What the configuration says (`admin.publicUrl`), and nothing else, for whoever writes a request writes its `Host` too. Where it
 * says nothing, browsers sign in over plain http, so on their own machine only, and we take the `Host` that they name it by. That
 * holds against
 * - DNS rebinding: a page of `evil.example` whose name suddenly leads to this machine is of our origin to the browser, but it
 *   comes with its own name as `Host`, which is none of this machine's;
 * - other sites, and other ports of this machine: their requests have another `Origin`, and are not `same-origin`
 *   ({@link mayBeForged} in cross-site.ts);
 * - a proxy that puts our address in the place of the browser's `Host`: what it forwards is not taken, and where it does not say
 *   that it forwards, the browser's `Origin` is another one.
 */
export function ownOrigin(configured: string | undefined): OwnOrigin {
  if (configured !== undefined) return () => configured;
  return (c) => {
    const host = c.req.header("host") ?? "";
    return ofThisMachine.test(host) && !isProxied(c) ? `http://${host}` : undefined;
  };
}
