import {
  inDoubt,
  retry,
  throttled,
  type AnyOperation,
  type Outcome,
  type Retry,
  type Throttled,
  type VendorRequest,
  type VendorResponse,
} from "../adapter/index.ts";
import type { Route } from "../route.ts";
import { continuedTrace } from "../trace.ts";
import type { Answer, Clock, DeliveryPorts } from "./ports.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { Token } from "./token.ts";

type Sender = {
  readonly route: Route;
  readonly token: Token;
  readonly deadlineMs: number;
  readonly ports: Pick<DeliveryPorts, "vendor" | "clock">;
};

/** Sends one request of an attempt, or says that its answer could come too late. */
export async function send(
  { route, token, deadlineMs, ports: { vendor, clock } }: Sender,
  request: VendorRequest,
  headers: Readonly<Record<string, string>>,
): Promise<Answer | { readonly kind: "outOfTime" }> {
  const leftMs = deadlineMs - clock.now();
  if (leftMs <= 0) return { kind: "outOfTime" };
  const timeoutMs = Math.min(route.policy.timeoutMs, leftMs);
  const traceparent = continuedTrace(token.envelope);
  return vendor.send(route, request, { timeoutMs, headers: { traceparent, ...headers } });
}

/** What the wire alone says of an answer: an outcome, or a response that the adapter has to read. */
export function readWire(
  answer: Answer,
  { refusedBeforeProcessing }: AnyOperation,
  clock: Clock,
): Outcome | { readonly kind: "readable"; readonly response: VendorResponse } {
  if (answer.kind === "neverLeft")
    return answer.later
      ? throttled(answer.message, answer.later.retryAfterMs)
      : retry(answer.code, answer.message);
  if (answer.kind === "noAnswer") return inDoubt(answer.code, answer.message);
  const { response } = answer;
  if (response.status < 500) return { kind: "readable", response };
  const text = `The vendor answered ${response.status}.`;
  return refusedBeforeProcessing?.includes(response.status)
    ? retry(`http${response.status}`, text, retryAfterMs(response, clock))
    : inDoubt(`http${response.status}`, text);
}

/** What an adapter says, with the wait that the vendor's headers ask for where it is "later" or "again" and names none. */
export function timed<Said extends { readonly kind: string }>(
  said: Said | Throttled | Retry,
  response: VendorResponse,
  clock: Clock,
): Said | Throttled | Retry {
  if (!isLater(said) || said.retryAfterMs !== undefined) return said;
  return { ...said, retryAfterMs: retryAfterMs(response, clock) };
}

const isLater = (said: { readonly kind: string } | Throttled | Retry): said is Throttled | Retry =>
  said.kind === "throttled" || said.kind === "retry";
