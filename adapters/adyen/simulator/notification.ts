import { liveSecrets } from "@spindlebus/bus/adapter";
import type { WebhookContent } from "@spindlebus/bus/testing";
import { createHmac } from "node:crypto";
import type { AdyenSecrets } from "../src/settings.ts";
import { basicCredentials } from "../src/verify.ts";

/** An item of a standard notification before it is signed. */
export type UnsignedItem = {
  readonly pspReference: string;
  readonly originalReference?: string | undefined;
  readonly merchantAccountCode: string;
  readonly merchantReference?: string | undefined;
  readonly amount: { readonly value: number; readonly currency: string };
  readonly eventCode: string;
  readonly eventDate: string;
  readonly success: "true" | "false";
  readonly additionalData?: Readonly<Record<string, unknown>> | undefined;
  readonly [field: string]: unknown;
};

/** A standard notification as Adyen sends it: every item signed, under the newer key while the key is being changed. */
export function notification(items: readonly UnsignedItem[], secrets: AdyenSecrets): WebhookContent {
  const { hmacKey, webhookUser, webhookPassword } = secrets;
  const [key = ""] = liveSecrets(hmacKey);
  const authorization =
    webhookUser === undefined && webhookPassword === undefined
      ? undefined
      : basicCredentials(webhookUser, webhookPassword);
  return {
    headers: { "content-type": "application/json; charset=utf-8", ...(authorization && { authorization }) },
    body: JSON.stringify({
      live: "false",
      notificationItems: items.map((item) => ({ NotificationRequestItem: signed(item, key) })),
    }),
  };
}

/** The item with its signature; written apart from the adapter's verifier, so that the one can show the other wrong. */
export function signed(item: UnsignedItem, hexKey: string): UnsignedItem {
  const { pspReference, originalReference = "", merchantAccountCode, merchantReference = "", amount } = item;
  const text = `${pspReference}:${originalReference}:${merchantAccountCode}:${merchantReference}:${amount.value}:${amount.currency}:${item.eventCode}:${item.success}`;
  const hmacSignature = createHmac("sha256", Buffer.from(hexKey, "hex"))
    .update(text, "utf8")
    .digest("base64");
  return { ...item, additionalData: { ...item.additionalData, hmacSignature } };
}
