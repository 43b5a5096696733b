import { onlyReads, type AnyOperation, type VendorRequest } from "../adapter/index.ts";

/** A request with its idempotency key where the operation's vendor looks for it; what only reads needs none in its body. */
export function keyed(
  operation: AnyOperation,
  request: VendorRequest,
  key: () => string,
): { readonly request: VendorRequest; readonly headers: Readonly<Record<string, string>> } {
  if (operation.idempotency !== "key") return { request, headers: {} };
  const { header, field } = operation.key;
  if (header !== undefined) return { request, headers: { [header]: key() } };
  return { request: withField(request, field, key), headers: {} };
}

/** Written before the first member, so that the rest of the body stays as the adapter wrote it, digit for digit. */
function withField(request: VendorRequest, field: string, key: () => string): VendorRequest {
  if (onlyReads(request)) return request;
  const rest = /^\s*\{(?<members>[^]*)$/.exec(request.body ?? "")?.groups?.["members"];
  if (rest === undefined) return request;
  const comma = rest.trimStart().startsWith("}") ? "" : ",";
  return { ...request, body: `{${JSON.stringify(field)}:${JSON.stringify(key())}${comma}${rest}` };
}
