import { createHmac } from "node:crypto";

/** What is signed: the id of a notice, when it is sent, and its bytes. */
export type Signable = { readonly id: string; readonly sentAt: Date; readonly body: string };

/** The headers of Standard Webhooks 1.0.0, with one signature a key: the receiver knows one of them at least. */
export function signed(
  keys: readonly Uint8Array[],
  { id, sentAt, body }: Signable,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const signatures = keys.map((key) => {
    const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
    return `v1,${signature}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
