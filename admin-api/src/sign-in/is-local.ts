import type { AdminContext } from "../env.ts";

const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Whether the caller is on this machine; one who came through a proxy is not, wherever the proxy runs. */
export const isLocal = (c: AdminContext): boolean =>
  !isProxied(c) && loopback.test(c.env?.incoming?.socket.remoteAddress ?? "");

/** Whether a proxy says that it forwards this. */
export const isProxied = ({ req }: AdminContext): boolean =>
  ["forwarded", "x-forwarded-for"].some((name) => req.header(name) !== undefined);
