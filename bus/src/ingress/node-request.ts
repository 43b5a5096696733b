import type { Context } from "hono";
import type { IngressEnv } from "./env.ts";

/** All headers as they came; Node's own list tells two equal names apart, which `Headers` joins. */
export function headerPairsOf(c: Context<IngressEnv>): readonly (readonly [string, string])[] {
  const raw = c.env?.incoming?.rawHeaders;
  if (!raw) return [...c.req.raw.headers];
  return raw.flatMap((text, index) => (index % 2 === 0 ? [[text, raw[index + 1] ?? ""] as const] : []));
}

/** Path with query exactly as received: some vendors sign it. */
export function exactPathOf(c: Context<IngressEnv>): string {
  const received = c.env?.incoming?.url;
  if (received !== undefined) return received;
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Whether the caller is on this machine; one who came through a proxy is not, wherever the proxy runs. */
export function isLocal(c: Context<IngressEnv>): boolean {
  const proxied = ["forwarded", "x-forwarded-for"].some((name) => c.req.header(name) !== undefined);
  return !proxied && loopback.test(c.env?.incoming?.socket.remoteAddress ?? "");
}
