import { isIP } from "node:net";
import { addressesIn } from "@spindlebus/bus/engine";
import type { AdminContext } from "../env.ts";

/** Tells from which address a request comes. */
export type ClientAddress = (c: AdminContext) => string;

/**
 * The socket's address, or, where that is a proxy of ours, whom it has seen. The list is read from its end: what is before the
 * entry of a proxy that we trust, anybody may have written.
 */
export function clientAddress(trustedProxies: readonly string[]): ClientAddress {
  const isProxy = addressesIn(trustedProxies);
  return (c) => {
    const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((hop) => plain(hop.trim()));
    let address = plain(c.env?.incoming?.socket.remoteAddress ?? "");
    for (const hop of forwarded.toReversed()) {
      if (!isProxy(address) || isIP(hop) === 0) break;
      address = hop;
    }
    return address;
  };
}

/** An IPv4 address of a socket that listens for both is written as one of IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

/** Whom a limit counts by: of IPv6 the first 64 bits, for whoever has one address has them all. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const missing = tail === undefined ? 0 : Math.max(8 - groups(head).length - groups(tail).length, 0);
  const all = [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail ?? "")];
  return `${all.slice(0, 4).join(":")}::/64`;
}
