import { Decimal } from "@spindlebus/bus/adapter";
import { z } from "zod";
import { ToastOrder } from "./vendor.ts";
import { VendorTime } from "./vendor-time.ts";

/* The webhooks' bodies (doc.toasttab.com/doc/devguide/apiMessageDataSchema.html and the page of each category). */

const Head = z.looseObject({
  timestamp: VendorTime,
  eventCategory: z.string().min(1),
  eventType: z.string().min(1),
  guid: z.string().min(1).max(255),
});

const OrderEvent = Head.extend({
  details: z.looseObject({ restaurantGuid: z.string().min(1).max(255), order: ToastOrder }),
});
export type OrderEvent = z.infer<typeof OrderEvent> & { readonly category: "order" };

const StockEvent = Head.extend({
  details: z.looseObject({
    itemGuid: z.string().min(1).max(255),
    multiLocationId: z.string().min(1).max(255).nullish(),
    restaurantGuid: z.string().min(1).max(255),
    status: z.string().min(1),
    quantity: Decimal.nullish(),
  }),
});
export type StockEvent = z.infer<typeof StockEvent> & { readonly category: "stock" };

/** A webhook's event, read as far as it is understood; `other` says nothing to the bus. */
export type ToastEvent = OrderEvent | StockEvent | { readonly category: "other" };

/** Any event; its details are checked where its category is understood, so that a misshapen order is an error and not silence. */
export const EventBody: z.ZodType<ToastEvent> = Head.transform((event, context): ToastEvent => {
  const category = categoryOf(event.eventCategory);
  if (category === "other") return { category };
  const read =
    category === "order"
      ? OrderEvent.transform((order) => ({ ...order, category })).safeParse(event)
      : StockEvent.transform((stock) => ({ ...stock, category })).safeParse(event);
  if (read.success) return read.data;
  for (const { message, path } of read.error.issues)
    context.addIssue({ code: "custom", message, path: [...path] });
  return z.NEVER;
});

function categoryOf(name: string): "order" | "stock" | "other" {
  if (name === "order_updated" || name === "channel_order_updated") return "order";
  return name === "stock" ? "stock" : "other";
}
