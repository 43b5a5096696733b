/** One HTTP request to the vendor, relative to the connection's `baseUrl`; the bus adds authorisation, key and trace. */
export type VendorRequest = {
  readonly kind: "request";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below the connection's base URL, starting with "/", with its query if any. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** It only reads, although it is no GET: no key goes with it, and a lost answer leaves nothing in doubt. */
  readonly safe?: true;
  /** The path as records of attempts show it, where the true one names somebody: `/accounts/{account}/points`. */
  readonly recordedPath?: string;
};

/** Whether a request changes nothing at the vendor, however it ends (RFC 9110 §9.2.1). */
export const onlyReads = ({ method, safe }: VendorRequest): boolean => method === "GET" || safe === true;

type Extra = { readonly headers?: Readonly<Record<string, string>> } & Pick<VendorRequest, "recordedPath">;

/** GET with an optional query; undefined values are left out. */
export function get(
  path: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
  { headers = {}, ...extra }: Extra = {},
): VendorRequest {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const suffix = search.size > 0 ? `?${search.toString()}` : "";
  return { kind: "request", method: "GET", path: path + suffix, headers, ...extra };
}

/** POST of a JSON body. */
export const post = (path: string, body: unknown, extra: Extra = {}): VendorRequest =>
  withJson("POST", path, body, extra);

/** POST of a JSON body that only asks, for vendors whose searches are no GETs. */
export const postQuery = (path: string, body: unknown, extra: Extra = {}): VendorRequest => ({
  ...post(path, body, extra),
  safe: true,
});

/** PUT of a JSON body. */
export const put = (path: string, body: unknown, extra: Extra = {}): VendorRequest =>
  withJson("PUT", path, body, extra);

/** PATCH of a JSON body. */
export const patch = (path: string, body: unknown, extra: Extra = {}): VendorRequest =>
  withJson("PATCH", path, body, extra);

/** DELETE without a body. */
export const del = (path: string, { headers = {}, ...extra }: Extra = {}): VendorRequest => ({
  kind: "request",
  method: "DELETE",
  path,
  headers,
  ...extra,
});

/** POST of a form body (`application/x-www-form-urlencoded`); undefined values are left out. */
export function postForm(
  path: string,
  fields: Readonly<Record<string, string | number | undefined>>,
  { headers = {}, ...extra }: Extra = {},
): VendorRequest {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, String(value));
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return {
    kind: "request",
    method: "POST",
    path,
    headers: { ...type, ...headers },
    body: form.toString(),
    ...extra,
  };
}

function withJson(
  method: "POST" | "PUT" | "PATCH",
  path: string,
  body: unknown,
  { headers: more, ...extra }: Extra,
): VendorRequest {
  const headers = { "content-type": "application/json", ...more };
  return { kind: "request", method, path, headers, body: JSON.stringify(body), ...extra };
}
