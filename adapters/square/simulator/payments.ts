import type { Context, Hono } from "hono";
import type { SquareContext } from "../simulator.ts";
import { fine, squareError } from "./answer.ts";
import { readBody, send } from "./door.ts";
import { idempotentAnswers } from "./idempotency.ts";
import type { Orders } from "./order-endpoints.ts";
import { paymentBook, type KeptPayment } from "./payment-book.ts";
import { refundBook } from "./refund-book.ts";
import { refundEndpoints } from "./refunds.ts";
import type { Tell } from "./teller.ts";

/** `/v2/payments` and `/v2/refunds`: a payment of an order pays the order; a refund is PENDING first, and its end is told later. */
export function paymentEndpoints(app: Hono, context: SquareContext, orders: Orders, tell: Tell): void {
  const payments = paymentBook(context.nowMs);
  const refunds = refundBook(context.nowMs);
  const answers = idempotentAnswers(45);
  const shown = (payment: KeptPayment) => ({ ...payment, ...refunds.refundedOf(payment) });
  const tellPayment = (type: "payment.created" | "payment.updated", payment: KeptPayment) => {
    const { id, status: version, updated_at: at } = payment;
    tell({ type, id, version, at, object: { payment: shown(payment) } });
  };

  /** Money that was taken pays the order that it is for. */
  const settle = (payment: KeptPayment) => {
    const { order_id: id, status } = payment;
    if (id !== undefined && status === "COMPLETED" && orders.book.pay(id, payment)) orders.told(id);
  };

  const create = async (c: Context): Promise<Response> => {
    const given = await readBody(c);
    if (!given.ok) return send(given.answer);
    const { body, text } = given;
    return send(
      answers.once(body["idempotency_key"], text, () => {
        const kept = payments.create(body);
        if (!kept.ok) return kept.answer;
        const { payment } = kept;
        tellPayment("payment.created", payment);
        // Taken elsewhere, and recorded here: that is the adapter's doing.
        if (payment["source_type"] === "EXTERNAL")
          context.effects.add({
            operation: "recordPayment",
            reference: typeof payment["reference_id"] === "string" ? payment["reference_id"] : payment.id,
            payment: payment.id,
          });
        settle(payment);
        return fine({ payment });
      }),
    );
  };
  app.post("/v2/payments", context.operation("recordPayment", create));
  const ending = (status: "COMPLETED" | "CANCELED") => (c: Context) => {
    const kept = payments.end(c.req.param("id") ?? "", status);
    if (!kept.ok) return send(kept.answer);
    tellPayment("payment.updated", kept.payment);
    settle(kept.payment);
    return send(fine({ payment: shown(kept.payment) }));
  };
  app.post("/v2/payments/:id/complete", ending("COMPLETED"));
  app.post("/v2/payments/:id/cancel", ending("CANCELED"));
  app.get(
    "/v2/payments/:id",
    context.read("getPayment", (c) => {
      const payment = payments.find(c.req.param("id") ?? "");
      return send(
        payment
          ? fine({ payment: shown(payment) })
          : squareError(404, "NOT_FOUND", "Could not find payment."),
      );
    }),
  );
  refundEndpoints(app, { context, payments, refunds, answers, tell });
}
