import type { Receipt } from "../ingress/receipt.ts";
import type { NoticeKind } from "./endpoint.ts";

/** What is sent of a message: its receipt as `GET /v1/messages/:id` gives it, in the envelope of Standard Webhooks. */
export function noticeBody(kind: NoticeKind, receipt: Receipt, occurredAt: string): string {
  return JSON.stringify({ type: `message.${kind}`, timestamp: occurredAt, data: receipt });
}
