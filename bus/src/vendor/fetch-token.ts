import { createHash } from "node:crypto";
import type { AccessToken, TokenRequest, TokenSource, VendorResponse } from "../adapter/index.ts";
import { retryAfterMs } from "../delivery/retry-after.ts";
import type { Clock } from "../delivery/ports.ts";
import type { Connection } from "../route.ts";
import type { Lack, TokenAsk } from "./access-tokens.ts";
import { commonHeaders, exchange, type Pool } from "./exchange.ts";

const timeoutMs = 10_000;

// The author's types end at the registry, which checked settings and secrets by the adapter's own schemas.
type AnyTokenSource = TokenSource<unknown, unknown>;

/**
 * The token that a connection wants. Connections that ask the same endpoint with the same words share it.
 * @throws what the adapter's description throws
 */
export function tokenAsk(
  source: AnyTokenSource,
  { settings, secrets, hosts = [] }: Connection,
  { pool, clock }: { readonly pool: Pool; readonly clock: Clock },
): TokenAsk {
  const { url: given, headers, body } = source.request({ settings, secrets });
  const url = given.startsWith("/") ? settings.baseUrl.replace(/\/+$/, "") + given : given;
  const request = { url, headers, body };
  const { host } = new URL(url);
  const isAllowed = [new URL(settings.baseUrl).host, ...hosts].includes(host);
  return {
    key: keyOf(request),
    fetch: async () => (isAllowed ? fetchToken(source, request, pool, clock) : elsewhere(host)),
  };
}

/** The client's secret goes to nobody whom the configuration does not name. */
const elsewhere = (host: string): Lack =>
  lack(
    "hostRefused",
    `The access token would come from ${host}, which the configuration does not name. If it is meant, add it to this connection's hosts.`,
  );

/** A hash, so that no secret is a key of a map that somebody may print. */
const keyOf = (request: TokenRequest): string =>
  createHash("sha256").update(JSON.stringify(request)).digest("hex");

async function fetchToken(
  { read }: AnyTokenSource,
  { url, headers, body }: TokenRequest,
  pool: Pool,
  clock: Clock,
): Promise<({ readonly kind: "token" } & AccessToken) | Lack> {
  try {
    const all = { ...commonHeaders, ...headers };
    const answer = await exchange({ url: new URL(url), method: "POST", headers: all, body }, pool, timeoutMs);
    if (answer.kind !== "answered")
      return lack(answer.code, `The access token could not be fetched. ${answer.message}`);
    const { response } = answer;
    if (response.status > 299 || response.status < 200) return refusal(response, clock);
    const token = read(response);
    return token ? { kind: "token", ...token } : lack("tokenUnreadable", unreadable(response.status));
  } catch (error) {
    // Its message might quote the answer, which is a secret.
    return lack("tokenUnreadable", `The token endpoint's answer made the adapter throw a ${nameOf(error)}.`);
  }
}

/** What is not 2xx. Nothing was done at the vendor: the request that wants the token has not left. */
function refusal(response: VendorResponse, clock: Clock): Lack {
  const { status } = response;
  const said = `The token endpoint answered ${status}${errorCode(response)}`;
  if (status === 429)
    return { ...lack("tokenThrottled", `${said}.`), later: { retryAfterMs: retryAfterMs(response, clock) } };
  if (status >= 500) return lack(`token${status}`, `${said}.`);
  const mend =
    "mend the client id and secret of this connection, or their rights and the settings of the token endpoint; " +
    "what waits then goes on by itself";
  return { ...lack("credentialsRefused", `${said}: ${mend}.`), refused: true };
}

/** The standard's code alone (RFC 6749 §5.2): a description may quote what was sent. */
function errorCode({ json }: VendorResponse): string {
  const { error } = (json ?? {}) as { readonly error?: unknown };
  return typeof error === "string" && /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : "";
}

const lack = (code: string, message: string): Lack => ({ kind: "lack", code, message });
const unreadable = (status: number): string =>
  `The token endpoint answered ${status} without a token that the adapter can read.`;
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "value");
