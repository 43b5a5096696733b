import type { Principal } from "@spindlebus/bus";
import type { MiddlewareHandler } from "hono";
import type { AdminContext, AdminEnv } from "./env.ts";
import { problem } from "./problem.ts";

/** Lets requests pass that carry a known bearer token (RFC 6750). A missing and a wrong token look the same. */
export function authenticate(
  find: (token: string) => Promise<Principal | undefined>,
): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const token = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const principal = token === undefined ? undefined : await find(token);
    if (!principal || (principal.loopbackOnly && !isLocal(c))) {
      c.header("WWW-Authenticate", 'Bearer realm="spindle"');
      return problem(c, "unauthenticated", "Send Authorization: Bearer <token>.");
    }
    c.set("principal", principal);
    c.set("authenticateAgain", async () => (token === undefined ? undefined : find(token)));
    return next();
  };
}

const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Whether the caller is on this machine; one who came through a proxy is not, wherever the proxy runs. */
function isLocal(c: AdminContext): boolean {
  const proxied = ["forwarded", "x-forwarded-for"].some((name) => c.req.header(name) !== undefined);
  return !proxied && loopback.test(c.env?.incoming?.socket.remoteAddress ?? "");
}
