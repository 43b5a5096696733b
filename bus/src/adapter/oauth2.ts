import type { AccessToken, TokenRequest } from "./access-token.ts";
import { fetchedBearer, type Authorize } from "./authorize.ts";
import type { VendorResponse } from "./response.ts";

/** What a client says at the token endpoint (RFC 6749 §4.4). */
export type ClientCredentials = {
  /** The token endpoint: absolute, or a path below `baseUrl` that starts with "/". Another host needs a connection that names it in its `hosts`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the fields are sent; `form` is the standard's. */
  readonly as?: "form" | "json";
  /** Where id and secret go: among the fields, or as HTTP Basic, which every server of the standard takes. */
  readonly secretIn?: "body" | "basic";
  /** Several are separated by spaces. */
  readonly scope?: string | undefined;
  readonly audience?: string | undefined;
  /** What else this vendor wants to read. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * OAuth 2.0 client credentials: a bearer token that the bus fetches with what `pick` names and shares among all workers of
 * a process. For a vendor whose endpoint speaks otherwise there is `fetchedBearer`.
 */
export function oauth2ClientCredentials<Settings, Secrets>(
  pick: (context: { readonly settings: Settings; readonly secrets: Secrets }) => ClientCredentials,
): Authorize<Settings, Secrets> {
  return fetchedBearer({ request: (context) => tokenRequest(pick(context)), read: readAccessToken });
}

function tokenRequest(credentials: ClientCredentials): TokenRequest {
  const { url, clientId, clientSecret, as = "form", secretIn = "body", scope, audience } = credentials;
  const fields = {
    grant_type: "client_credentials",
    ...(secretIn === "body" && { client_id: clientId, client_secret: clientSecret }),
    ...(scope !== undefined && { scope }),
    ...(audience !== undefined && { audience }),
    ...credentials.fields,
  };
  const type = as === "json" ? "application/json" : "application/x-www-form-urlencoded";
  const headers = {
    "content-type": type,
    ...(secretIn === "basic" && { authorization: `Basic ${basic(clientId, clientSecret)}` }),
    ...credentials.headers,
  };
  const body = as === "json" ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return { url, headers, body };
}

/** RFC 6749 §2.3.1 wants both form-encoded first. */
function basic(clientId: string, clientSecret: string): string {
  const [id, secret] = [clientId, clientSecret].map((text) =>
    new URLSearchParams({ "": text }).toString().slice(1),
  );
  return Buffer.from(`${id}:${secret}`, "utf8").toString("base64");
}

/** The token of a standard answer (RFC 6749 §5.1); some vendors write the seconds as text. */
export function readAccessToken({ json }: VendorResponse): AccessToken | undefined {
  const { access_token: token, expires_in: seconds } = (json ?? {}) as {
    readonly access_token?: unknown;
    readonly expires_in?: unknown;
  };
  if (typeof token !== "string" || token === "") return undefined;
  const lifetime = typeof seconds === "number" || typeof seconds === "string" ? Number(seconds) : Number.NaN;
  return { token, ...(lifetime > 0 && { expiresInSeconds: lifetime }) };
}
