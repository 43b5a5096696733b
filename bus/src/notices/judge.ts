import { retryAfterMs } from "../delivery/retry-after.ts";

/** How one try to send a notice ended. */
export type Verdict =
  | { readonly kind: "delivered" }
  /** The receiver wants no more notices. */
  | { readonly kind: "gone"; readonly code: string }
  | {
      readonly kind: "refused";
      /** For operators: `http 500`, `timeout`, `ECONNREFUSED`. */
      readonly code: string;
      /** What the receiver asked for. */
      readonly retryAfterMs?: number;
    };

/** A header that asks for more is not believed. */
const longestWaitMs = 24 * 3_600_000;

/** What an answer means: 2xx alone is success, and no redirect is followed (Standard Webhooks 1.0.0, "Delivery success and failure"). */
export function judge(
  { status, headers }: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  clock: { now(): number },
): Verdict {
  if (status >= 200 && status < 300) return { kind: "delivered" };
  const code = `http ${status}`;
  if (status === 410) return { kind: "gone", code };
  const asked = retryAfterMs({ status, headers, body: "", json: undefined }, clock);
  return {
    kind: "refused",
    code,
    ...(asked !== undefined && { retryAfterMs: Math.min(asked, longestWaitMs) }),
  };
}
