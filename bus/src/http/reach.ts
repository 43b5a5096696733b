import { lookup as lookUp, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";

/** What an outgoing connection may reach. */
export type Reach = {
  /** Also the addresses of private networks: what runs beside us, and not on the internet. */
  readonly privateNetwork: boolean;
};

/** Ranges that lead to a neighbour, by the names of ipaddr.js. */
const near = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);
/** Where clouds tell their machines' secrets, outside of the link-local range: AWS by IPv6, and Alibaba. */
const metadata = new Set(["fd00:ec2::254", "100.100.100.200"]);
const localNames = new Set(["localhost", "::1"]);

/**
 * Opens sockets to those addresses alone that are within reach, whatever a name resolves to now. This machine is reached
 * by its own name or address, and a private network where the reach says so; link-local addresses, where the secrets of
 * cloud machines are to be had, and what no host can have, never.
 */
export function reachingConnector(
  reach: Reach,
  timeoutMs: number,
  resolve: Resolve = lookUp,
): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: lookupWithin(reach, resolve) });
  return (options, callback) => {
    const host = bareHost(options.hostname);
    if (isIP(host) !== 0 && !isReachable(host, host, reach)) {
      // Where nothing is asked of the network, undici still wants its answer later.
      process.nextTick(callback, new UnreachableAddressError(host, [host]), null);
      return;
    }
    connect(options, callback);
  };
}

/** Refused before anything was sent: no address of the host is one that may be reached. */
export class UnreachableAddressError extends Error {
  readonly code = "addressRefused";
  readonly syscall = "getaddrinfo";

  constructor(host: string, addresses: readonly string[]) {
    const where = addresses.join() === host ? host : `${host} (${addresses.join(", ")})`;
    super(
      `${where} is not on the internet. If it is meant, and on your private network, give the connection ` +
        "privateNetwork: true; link-local addresses are never called",
    );
    this.name = "UnreachableAddressError";
  }
}

type Resolve = (
  host: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

function lookupWithin(reach: Reach, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const within = found.filter(({ address }) => isReachable(host, address, reach));
      const [first] = within;
      if (!first) {
        const addresses = found.map(({ address }) => address);
        return callback(new UnreachableAddressError(host, addresses), []);
      }
      return options.all ? callback(null, within) : callback(null, first.address, first.family);
    });
  };
}

/** Whether an address that a host was found at may be called. */
export function isReachable(host: string, address: string, { privateNetwork }: Reach): boolean {
  const range = rangeOf(address);
  if (range === "unicast") return true;
  if (range === "loopback" && (privateNetwork || isThisMachine(host))) return true;
  return privateNetwork && near.has(range);
}

/** Said by whoever configured it, and not by a name server. */
const isThisMachine = (host: string): boolean =>
  localNames.has(bareHost(host)) || /^127(\.\d{1,3}){3}$/.test(host);

/** IANA's special-purpose ranges; of an IPv4 address that an IPv6 one holds, that of the former. */
function rangeOf(text: string): string {
  const address = ipaddr.process(text);
  if (metadata.has(address.toString())) return "metadata";
  const range = address.range();
  // RFC 6052: what a network without IPv4 gives for it, with the address in the last four bytes.
  return range === "rfc6052" ? rangeOf(address.toByteArray().slice(-4).join(".")) : range;
}

const bareHost = (host: string): string => host.replace(/^\[|\]$/g, "");
