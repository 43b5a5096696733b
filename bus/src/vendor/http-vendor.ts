import { Agent } from "undici";
import type { VendorRequest } from "../adapter/index.ts";
import type { Answer, Clock, Vendor } from "../delivery/ports.ts";
import { reachingConnector, type Reach } from "../http/reach.ts";
import type { Connection, Route } from "../route.ts";
import { openAccessTokens, type Lack } from "./access-tokens.ts";
import { commonHeaders, exchange, type Pool, type WireRequest } from "./exchange.ts";
import { tokenAsk } from "./fetch-token.ts";
import { openLargeAnswers } from "./large-answers.ts";

const connectTimeoutMs = 5_000;

/** A vendor over HTTP; of a route it needs the connection. */
export type HttpVendor = {
  send(
    to: Pick<Route, "connection">,
    request: VendorRequest,
    options: Parameters<Vendor["send"]>[2],
  ): Promise<Answer>;
  close(): Promise<void>;
};

type HttpVendorParts = { readonly clock?: Clock; readonly random?: () => number };

type To = Parameters<HttpVendor["send"]>[0];
type Sending = Parameters<HttpVendor["send"]>[2];

/** Sends requests over HTTP, with a connection pool of its own for every vendor, and access tokens shared by all routes. */
export function httpVendor({ clock = Date, random = Math.random }: HttpVendorParts = {}): HttpVendor {
  const pools = new Map<string, Pool>();
  const poolOf = (id: string, sockets: number, { privateNetwork = false }: Connection): Pool => {
    const pool = pools.get(id) ?? openPool(sockets, { privateNetwork });
    pools.set(id, pool);
    return pool;
  };
  const tokens = openAccessTokens(clock, random);

  const sendOnce = async (route: To, request: VendorRequest, sending: Sending, token?: string) => {
    const prepared = prepare(route, request, sending.headers, token);
    if (!prepared.ok) return unsendable(prepared.fault);
    const { id, limits } = route.connection;
    return exchange(prepared.request, poolOf(id, limits.concurrency, route.connection), sending.timeoutMs);
  };

  /** A 401 says that nothing was done: what expired too early, or was revoked, is replaced and the request sent once more. */
  const sendWithToken = async (route: To, request: VendorRequest, sending: Sending): Promise<Answer> => {
    const { connection } = route;
    const { token: source } = connection.adapter.authorize;
    if (!source) return sendOnce(route, request, sending);
    // Its own sockets: whoever waits for a token must not wait for those who have none.
    const pool = poolOf(`${connection.id} token`, 1, connection);
    const ask = tokenAsk(source, connection, { pool, clock });
    const startedAtMs = performance.now();
    const leftMs = () => sending.timeoutMs - (performance.now() - startedAtMs);
    let answer: Answer = unsendable("no try was made");
    for (const tries of [1, 2]) {
      // At least half of the time is the request's own: a shorter one would leave its effect in doubt for nothing.
      const got = await tokens.get(ask, leftMs() - sending.timeoutMs / 2);
      if (got.kind === "lack") return withoutToken(got);
      answer = await sendOnce(route, request, { ...sending, timeoutMs: leftMs() }, got.token);
      const refused = answer.kind === "answered" && answer.response.status === 401;
      if (answer.kind === "answered" && !refused) tokens.worked(ask, got.token);
      if (!refused || tries === 2 || !tokens.drop(ask, got.token)) return answer;
    }
    return answer;
  };

  return {
    send: async (route, request, sending) => {
      try {
        return await sendWithToken(route, request, sending);
      } catch (error) {
        return unsendable(textOf(error));
      }
    },
    async close() {
      await Promise.all([...pools.values()].map(({ agent }) => agent.destroy()));
    },
  };
}

function openPool(sockets: number, reach: Reach): Pool {
  const agent = new Agent({
    connections: sockets,
    connect: reachingConnector(reach, connectTimeoutMs),
    keepAliveTimeout: 4_000,
    // A request on the wire may not be followed by another before its answer: a reset would put both in doubt.
    pipelining: 1,
  });
  return { agent, large: openLargeAnswers() };
}

/** The request itself never left, so nothing is in doubt. */
const withoutToken = ({ code, message, later }: Lack): Answer => ({
  kind: "neverLeft",
  code,
  message,
  ...(later && { later }),
});

const unsendable = (fault: string): Answer => ({
  kind: "neverLeft",
  code: "unsendable",
  message: `The request could not be made: ${fault}`,
});

type Prepared =
  | { readonly ok: true; readonly request: WireRequest }
  | { readonly ok: false; readonly fault: string };

/** What the adapter's author got wrong shows here, before anything is sent. */
function prepare(
  { connection }: { readonly connection: Connection },
  { path, method, headers: asked, body }: VendorRequest,
  added: Readonly<Record<string, string>>,
  token: string | undefined,
): Prepared {
  const { adapter, settings, secrets } = connection;
  // Without the slash a path could change the host: "http://vendor" + "@elsewhere/".
  if (!path.startsWith("/")) return { ok: false, fault: `The path "${path}" does not begin with "/".` };
  try {
    const url = new URL(settings.baseUrl.replace(/\/+$/, "") + path);
    const request = { kind: "request", path, method, headers: asked, body } as const;
    const authorized = adapter.authorize(request, { settings, secrets, token });
    const headers = { ...commonHeaders, ...asked, ...authorized, ...added };
    return { ok: true, request: { url, method, headers, body } };
  } catch (error) {
    return { ok: false, fault: textOf(error) };
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
