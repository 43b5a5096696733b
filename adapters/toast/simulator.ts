import { defineSimulator, type SimulatorContext } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { createHash } from "node:crypto";
import type { z } from "zod";
import { openDoor, rateLimited, toastError } from "./simulator/door.ts";
import { approved, priced, type SimulatedOrder, voidedOrder } from "./simulator/order.ts";
import { OrderRequest, StockRequest, VoidRequest } from "./simulator/requests.ts";
import { signedWebhook } from "./simulator/webhook.ts";
import type { ToastSecrets, ToastSettings } from "./src/settings.ts";

type ToastContext = SimulatorContext<ToastSettings, ToastSecrets>;

/** How long the simulated restaurant needs to approve an order. */
const approvalMs = 2_000;

/**
 * Toast as far as the adapter uses it: login, prices, orders with their unique external ids, voids and stock, and the signed
 * webhooks that follow. A restaurant approves an order after two seconds.
 */
export default defineSimulator<ToastSettings, ToastSecrets>({
  adapter: "toast",
  api: (context) => {
    const door = openDoor(context.settings, context.secrets, context.nowMs);
    const { operation, read } = context;
    const handlers = restaurant(context, door.restaurantOf);
    return new Hono()
      .post("/authentication/v1/authentication/login", door.login)
      .use(async (c, next) => door.refused(c) ?? next())
      .post("/orders/v2/prices", read("prices", handlers.price))
      .post("/orders/v2/orders", operation("submitOrder", handlers.make))
      .get("/orders/v2/orders/:id", read("getOrder", handlers.show))
      .post("/orders/v2/orders/:guid/void", operation("cancelOrder", handlers.void))
      .put("/stock/v1/inventory/update", operation("updateStock", handlers.stock))
      .all("/*", () => toastError(404, "There is no such resource."));
  },
  refusals: {
    reject: () => toastError(400, "The restaurant takes no such request now.", 10_023),
    rateLimit: (_c, nowMs) => rateLimited(nowMs),
    unauthorized: () => toastError(401, "The access token is not valid."),
    unavailable: () => toastError(503, "Toast is unavailable."),
  },
});

/** What the restaurants of the account do. */
function restaurant(context: ToastContext, restaurantOf: (c: Context) => string) {
  const { nowMs, effects, secrets, sendWebhook } = context;
  const orders = new Map<string, { order: SimulatedOrder; readonly restaurant: string }>();
  const externalIds = new Set<string>();
  const guid = guids(nowMs());

  const tellOrder = (restaurantGuid: string, order: SimulatedOrder, afterMs = 0) => {
    const event = { category: "order_updated", type: "order_updated", guid: guid(), atMs: nowMs() + afterMs };
    sendWebhook("events", signedWebhook(event, { restaurantGuid, order }, secrets.webhookSecret), {
      afterMs,
    });
  };
  /** An order as time has left it. */
  const current = (id: string, of: string) => {
    const found = [...orders.values()].find(
      ({ order, restaurant: owner }) => owner === of && (order.guid === id || order.externalId === id),
    );
    if (!found) return undefined;
    const dueMs = Date.parse(found.order.createdDate.replace("+0000", "Z")) + approvalMs;
    const isDue = found.order.approvalStatus === "NEEDS_APPROVAL" && !found.order.voided && nowMs() >= dueMs;
    if (isDue) found.order = approved(found.order, dueMs);
    return found;
  };

  return {
    price: (c: Context) =>
      checked(c, OrderRequest, (request) => c.json({ ...priced(request, guid, nowMs()), guid: null })),
    make: (c: Context) =>
      checked(c, OrderRequest, (request) => {
        const wanted = idsIn(request);
        if (wanted.some((id) => externalIds.has(id)) || new Set(wanted).size < wanted.length)
          return toastError(400, "An entity with this externalId exists already.", 10_011);
        for (const id of wanted) externalIds.add(id);
        const order = priced(request, guid, nowMs());
        orders.set(order.guid, { order, restaurant: restaurantOf(c) });
        const reference = order.externalId?.replace(/^[^:]+:/, "") ?? order.guid;
        const total = order.checks.map(({ totalAmount }) => totalAmount);
        effects.add({ operation: "submitOrder", reference, order: order.guid, total });
        tellOrder(restaurantOf(c), order);
        tellOrder(restaurantOf(c), approved(order, nowMs() + approvalMs), approvalMs);
        return c.json(order);
      }),
    show: (c: Context) => {
      const found = current(c.req.param("id") ?? "", restaurantOf(c));
      return found ? c.json(found.order) : toastError(404, "Order not found.");
    },
    void: (c: Context) =>
      checked(c, VoidRequest, () => {
        const found = current(c.req.param("guid") ?? "", restaurantOf(c));
        if (!found) return toastError(404, "Order not found.");
        if (found.order.voided) return toastError(400, "The order is voided already.", 10_012);
        const payments = found.order.checks.flatMap((check) => check.payments);
        if (payments.some(({ type }) => type !== "OTHER"))
          return toastError(400, "Only orders with OTHER payments can be voided.", 10_013);
        found.order = voidedOrder(found.order, nowMs());
        const { guid: order, externalId } = found.order;
        const reference = externalId?.replace(/^[^:]+:/, "") ?? order;
        effects.add({ operation: "cancelOrder", reference, order });
        tellOrder(restaurantOf(c), found.order);
        return c.json(found.order);
      }),
    stock: (c: Context) =>
      checked(c, StockRequest, (items) => {
        const answers = items.map((item) => {
          const known = item.guid ?? item.multiLocationId ?? "";
          if (/^[0-]+$/.test(known)) return { ...item, itemGuidValidity: "INVALID" };
          const { status, quantity = null } = item;
          effects.add({
            operation: "updateStock",
            reference: known,
            status,
            quantity,
            restaurant: restaurantOf(c),
          });
          const low = quantity !== null && quantity <= 5;
          const type = status === "OUT_OF_STOCK" ? "out_of_stock" : low ? "low_quantity" : "in_stock";
          const details = {
            itemGuid: item.guid ?? "1e199622-0000-4000-8000-000000000001",
            restaurantGuid: restaurantOf(c),
            status,
            ...(quantity !== null && { quantity }),
            ...(item.multiLocationId && { multiLocationId: item.multiLocationId }),
          };
          const event = { category: "stock", type, guid: guid(), atMs: nowMs() };
          sendWebhook("events", signedWebhook(event, details, secrets.webhookSecret));
          return { ...item, quantity, itemGuidValidity: "VALID" };
        });
        return c.json(answers);
      }),
  };
}

/** Refuses a body whose shape is wrong, with every fault in it, or lets it act. */
async function checked<Request>(
  c: Context,
  schema: z.ZodType<Request>,
  act: (request: Request) => Response,
): Promise<Response> {
  const request = schema.safeParse(await c.req.json().catch(() => undefined));
  if (request.success) return act(request.data);
  const faults = request.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return toastError(400, faults.join("; "), 10_010);
}

/** The external ids of an order and its parts: none of them may come twice. */
function idsIn({ externalId, checks }: OrderRequest): readonly string[] {
  const ofSelections = (all: OrderRequest["checks"][number]["selections"]): readonly (string | undefined)[] =>
    all.flatMap((each) => [each.externalId, ...ofSelections([...(each.modifiers ?? [])])]);
  const ids = checks.flatMap((check) => [
    check.externalId,
    ...ofSelections(check.selections),
    ...(check.payments ?? []).map((payment) => payment.externalId),
  ]);
  return [externalId, ...ids].flatMap((id) => id ?? []);
}

function guids(startMs: number): () => string {
  let count = 0;
  return () => {
    const hash = createHash("sha256")
      .update(`${startMs}:${(count += 1)}`)
      .digest("hex");
    return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  };
}
