import type { Handler } from "hono";
import { scrub } from "../redact.ts";
import { openWaiting } from "./await-receipt.ts";
import { note, principalOf, type IngressEnv } from "./env.ts";
import { answerProblem, httpProblem } from "./problem.ts";
import type { Receipt, Receipts } from "./receipt.ts";
import { scopeFault } from "./scope.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mostSeconds = 30;
/** How long a caller may ask to wait. */
export const longestWaitMs = mostSeconds * 1_000;

/**
 * `GET /v1/messages/:id`: what became of a message on every route decided for it. With `?wait=10s` the answer comes when
 * nothing more happens to it by itself, or after that time. `closing` ends the waits.
 */
export function showReceipt(receipts: Receipts, closing: AbortSignal): Handler<IngressEnv> {
  const look = openWaiting(receipts);
  return async (c) => {
    const id = (c.req.param("id") ?? "").toLowerCase();
    if (!uuid.test(id))
      return answerProblem(c, httpProblem("malformed-id", "The id of a message is a UUID."));
    const waitMs = waitMsOf(c.req.query("wait"));
    if (waitMs === undefined) {
      const detail = `wait is whole seconds, 0s to ${mostSeconds}s, for example ?wait=10s.`;
      return answerProblem(c, httpProblem("malformed-wait", detail));
    }
    note(c, { messageId: id });
    let receipt: Receipt | undefined;
    try {
      receipt = await look(id, waitMs, () => [closing, c.req.raw.signal]);
    } catch (error) {
      note(c, { reason: scrub(String(error)) });
      return answerProblem(c, httpProblem("unavailable", "The receipt cannot be looked up for the moment."));
    }
    // Of whoever may publish for some sources alone the messages of others are hidden, and that there are any.
    return receipt && !scopeFault(principalOf(c), receipt)
      ? c.json(receipt)
      : answerProblem(c, httpProblem("not-found", "No message has this id."));
  };
}

/** Milliseconds; 0 where nobody asked for a wait. */
function waitMsOf(text: string | undefined): number | undefined {
  if (text === undefined) return 0;
  const seconds = /^(\d{1,2})s$/.exec(text)?.[1];
  return seconds === undefined || Number(seconds) > mostSeconds ? undefined : Number(seconds) * 1_000;
}
