import type { Hono } from "hono";
import type { SquareContext } from "../simulator.ts";
import { idempotentAnswers } from "./idempotency.ts";
import { accountEndpoints } from "./loyalty-accounts.ts";
import { loyaltyBook, type Row } from "./loyalty-book.ts";
import { eventEndpoints } from "./loyalty-events.ts";
import { pointsEndpoints } from "./loyalty-points.ts";
import { rewardEndpoints } from "./loyalty-rewards.ts";
import type { Orders } from "./order-endpoints.ts";
import type { Tell } from "./teller.ts";

/** `/v2/loyalty`: one programme, its accounts and rewards, and the ledger, each row of which the bus is told. */
export function loyaltyEndpoints(app: Hono, context: SquareContext, orders: Orders, tell: Tell): void {
  const book = loyaltyBook(context.nowMs);
  const answers = idempotentAnswers(128);
  const tellRow = (row: Row) =>
    tell({ type: "loyalty.event.created", id: row.id, at: row.created_at, object: { loyalty_event: row } });
  accountEndpoints(app, { context, book, answers, tell });
  pointsEndpoints(app, { context, book, orders: orders.book, answers, tellRow });
  eventEndpoints(app, context, book);
  rewardEndpoints(app, { context, book, orders, answers, tellRow });
}
