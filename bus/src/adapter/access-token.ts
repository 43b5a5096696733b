import type { VendorResponse } from "./response.ts";

/** A POST that asks for an access token. */
export type TokenRequest = {
  /** Absolute, or a path below the connection's `baseUrl` that starts with "/". */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** An access token, and how long it is good for. */
export type AccessToken = {
  readonly token: string;
  /** Five minutes where the vendor does not say. */
  readonly expiresInSeconds?: number | undefined;
};

/** How an access token is got. Pure: the bus sends the request and keeps the token. */
export type TokenSource<Settings, Secrets> = {
  readonly request: (context: { readonly settings: Settings; readonly secrets: Secrets }) => TokenRequest;
  /** The token of a 2xx answer; undefined where there is none in it. */
  readonly read: (response: VendorResponse) => AccessToken | undefined;
};
