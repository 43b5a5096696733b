/** What names a delivery: one message on one route. */
export type DeliveryKey = { readonly messageId: string; readonly route: string };

/** The public id of a delivery, hence of a failure: `<messageId>:<route>`. */
export function deliveryId({ messageId, route }: DeliveryKey): string {
  return `${messageId}:${route}`;
}

/** Reads a public id; undefined where it is none. */
export function parseDeliveryId(text: string): DeliveryKey | undefined {
  const [, messageId, route] = deliveryIdForm.exec(text) ?? [];
  return messageId !== undefined && route !== undefined ? { messageId, route } : undefined;
}

/** `<UUID>:<connection>.<operation>`, or `<UUID>:intake`. */
export const deliveryIdForm =
  /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):([a-z][a-z0-9-]{0,39}(?:\.[a-z][A-Za-z0-9]{0,59})?)$/;
