import type { Hono } from "hono";
import { z } from "zod";
import type { SquareContext } from "../simulator.ts";
import { fine, refusedShape, squareError, type Answer } from "./answer.ts";
import { readBody, send } from "./door.ts";
import type { idempotentAnswers } from "./idempotency.ts";
import { program, type Account, type LoyaltyBook, type Row } from "./loyalty-book.ts";
import type { OrderBook } from "./orders.ts";

const Accumulate = z.strictObject({
  idempotency_key: z.string(),
  accumulate_points: z.strictObject({ order_id: z.string().optional(), points: z.int().min(1).optional() }),
  location_id: z.string().min(1),
});
const Adjust = z.strictObject({
  idempotency_key: z.string(),
  adjust_points: z.strictObject({
    points: z.int().refine((points) => points !== 0, { error: "must not be zero" }),
    reason: z.string().max(3_500).optional(),
  }),
  allow_negative_balance: z.boolean().optional(),
});
type Parts = {
  readonly context: SquareContext;
  readonly book: LoyaltyBook;
  readonly orders: OrderBook;
  readonly answers: ReturnType<typeof idempotentAnswers>;
  readonly tellRow: (row: Row) => void;
};

/** `/v2/loyalty/accounts/{id}/accumulate` and `…/adjust`. */
export function pointsEndpoints(app: Hono, { context, book, orders, answers, tellRow }: Parts): void {
  const { operation, effects } = context;
  const accrued = new Set<string>();

  const accumulate = (account: Account, given: unknown): Answer => {
    const wanted = Accumulate.safeParse(given);
    if (!wanted.success) return refusedShape(wanted.error);
    const { order_id: orderId, points: asked } = wanted.data.accumulate_points;
    const reckoned = orderId === undefined ? asked : pointsOf(orderId);
    if (reckoned === undefined)
      return squareError(400, "MISSING_REQUIRED_PARAMETER", "Field must be set", "points");
    if (typeof reckoned !== "number") return reckoned;
    if (orderId !== undefined) accrued.add(orderId);
    const detail = {
      loyalty_program_id: program.id,
      points: reckoned,
      ...(orderId !== undefined && { order_id: orderId }),
    };
    const row = book.move(account, reckoned, { type: "ACCUMULATE_POINTS", accumulate_points: detail });
    const order = orderId === undefined ? undefined : orders.find(orderId);
    const reference = order?.reference_id ?? orderId ?? "points";
    effects.add({ operation: "accruePoints", reference, account: account.id, points: reckoned });
    tellRow(row);
    return fine({ event: row, events: [row] });
  };
  const pointsOf = (orderId: string): number | Answer => {
    const order = orders.find(orderId);
    if (!order) return squareError(404, "NOT_FOUND", "Order not found.", "accumulate_points.order_id");
    if (accrued.has(orderId)) return squareError(400, "BAD_REQUEST", "The order has earned its points.");
    return Math.floor((order.total_money.amount - order.total_tax_money.amount) / 100);
  };
  const adjust = (account: Account, given: unknown): Answer => {
    const wanted = Adjust.safeParse(given);
    if (!wanted.success) return refusedShape(wanted.error);
    const { adjust_points: change, allow_negative_balance: mayOwe = false } = wanted.data;
    if (account.balance + change.points < 0 && !mayOwe)
      return squareError(400, "BAD_REQUEST", "The balance would be negative.", "adjust_points.points");
    const detail = { loyalty_program_id: program.id, ...change };
    const row = book.move(account, change.points, { type: "ADJUST_POINTS", adjust_points: detail });
    const reference =
      /\[spindle ([^\] ]+)[^\]]*\]$/.exec(change.reason ?? "")?.[1] ?? change.reason ?? account.id;
    effects.add({ operation: "adjustPoints", reference, account: account.id, points: change.points });
    tellRow(row);
    return fine({ event: row });
  };

  for (const [what, name, change] of [
    ["accumulate", "accruePoints", accumulate],
    ["adjust", "adjustPoints", adjust],
  ] as const)
    app.post(
      `/v2/loyalty/accounts/:account/${what}`,
      operation(name, async (c) => {
        const given = await readBody(c);
        if (!given.ok) return send(given.answer);
        const { body, text } = given;
        return send(
          answers.once(body["idempotency_key"], `${c.req.path} ${text}`, () => {
            const account = book.account(c.req.param("account") ?? "");
            return account
              ? change(account, body)
              : squareError(404, "NOT_FOUND", "Loyalty account not found.");
          }),
        );
      }),
    );
}
