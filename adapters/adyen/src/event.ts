import type { Translation } from "@spindlebus/bus/adapter";
import type { AdyenSettings } from "./settings.ts";
import type { Item } from "./vendor.ts";

/** What one event code says. */
export type Translate = (item: Item, settings: AdyenSettings) => readonly Translation[];

/** An item as the event that a translation needs; `part` tells two messages of one item apart. */
export function eventOf<Data extends { readonly occurredAt: string }>(
  { pspReference, eventCode, success }: Item,
  data: Data,
  part?: string,
): { readonly eventId: string; readonly data: Data; readonly time: string } {
  const eventId = [pspReference, eventCode, String(success), ...(part ? [part] : [])].join(":");
  return { eventId, data, time: data.occurredAt };
}
