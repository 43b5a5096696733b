import type { AnyOperation, Outcome, VendorRequest } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { contextOf, type Recalled } from "./context.ts";
import { guarded, type Guarded } from "./guarded.ts";
import { keyed } from "./keyed.ts";
import { parseData } from "./parse-data.ts";
import type { Token } from "./token.ts";
import { vendorKey } from "./vendor-key.ts";

/** A route as far as its adapter's functions see it. */
export type DryRoute = Pick<Route, "name" | "connection" | "operation">;

/** What an adapter makes of a message before anything is sent. */
export type DryRequest =
  /** It would send this first; authorisation is not in it. */
  | { readonly kind: "request"; readonly request: VendorRequest; readonly data: unknown }
  | { readonly kind: "skipped"; readonly reason: string }
  /** `request` gave an outcome in place of a request. */
  | { readonly kind: "concluded"; readonly outcome: Outcome }
  /** The data does not fit the operation's contract. */
  | { readonly kind: "invalid"; readonly outcome: Outcome }
  | { readonly kind: "threw"; readonly error: string };

type DryToken = Pick<Token, "envelope" | "body" | "checkedBy" | "stored" | "unopened">;

/** The first request for a message, as a worker would make it in the first try; of a batched operation that of it alone. */
export function dryRequest(route: DryRoute, token: DryToken, recalled: Recalled): DryRequest {
  const dry = unkeyedRequest(route, token, recalled);
  return dry.kind === "request" ? { ...dry, request: withKey(route, token, dry.request) } : dry;
}

/** The same as attempts are recorded: without the vendor's key, which is another in every era. */
export function unkeyedRequest(route: DryRoute, token: DryToken, recalled: Recalled): DryRequest {
  const { operation, connection } = route;
  const parsed = parseData(route, token);
  if (!parsed.ok) {
    const { outcome } = parsed;
    return outcome.kind === "erased"
      ? { kind: "skipped", reason: outcome.kind }
      : { kind: "invalid", outcome };
  }
  const { data } = parsed;
  const skip = guarded("skip", () => operation.skip?.(data, { settings: connection.settings }) ?? false);
  if (!skip.ok) return { kind: "threw", error: skip.error };
  if (skip.value !== false) return { kind: "skipped", reason: skip.value };
  const context = contextOf({ route, token, claim: { revision: 0 }, recalled });
  const made = firstRequest(operation, data, context);
  if (!made.ok) return { kind: "threw", error: made.error };
  if (made.value.kind !== "request") return { kind: "concluded", outcome: made.value };
  return { kind: "request", request: made.value, data };
}

function firstRequest(
  operation: AnyOperation,
  data: unknown,
  context: ReturnType<typeof contextOf>,
): Guarded<VendorRequest | Outcome> {
  if (!operation.batch) return guarded("request", () => operation.request(data, context));
  const { settings, idempotencyKey, message } = context;
  return guarded("request", () =>
    operation.request([{ data, message, idempotencyKey }], { settings, idempotencyKey }),
  );
}

function withKey(
  { name, operation }: DryRoute,
  { envelope }: Pick<Token, "envelope">,
  request: VendorRequest,
): VendorRequest {
  const effect = { messageId: envelope.id, route: name, revision: 0, era: 0, step: 0 };
  const sent = keyed(operation, request, () => vendorKey(effect));
  return { ...sent.request, headers: { ...sent.request.headers, ...sent.headers } };
}
