import type { Hono } from "hono";
import type { SquareContext } from "../simulator.ts";
import { fine, squareError } from "./answer.ts";
import { readBody, send } from "./door.ts";
import type { idempotentAnswers } from "./idempotency.ts";
import type { PaymentBook } from "./payment-book.ts";
import { pendingMs, type RefundBook } from "./refund-book.ts";
import type { Tell } from "./teller.ts";

type Parts = {
  readonly context: SquareContext;
  readonly payments: PaymentBook;
  readonly refunds: RefundBook;
  readonly answers: ReturnType<typeof idempotentAnswers>;
  readonly tell: Tell;
};

/** `/v2/refunds`: taken on, looked at, and their end told by a webhook of its own. */
export function refundEndpoints(app: Hono, { context, payments, refunds, answers, tell }: Parts): void {
  app.get(
    "/v2/refunds/:id",
    context.read("getRefund", (c) => {
      const refund = refunds.get(c.req.param("id") ?? "");
      return send(refund ? fine({ refund }) : squareError(404, "NOT_FOUND", "Could not find refund."));
    }),
  );
  app.post(
    "/v2/refunds",
    context.operation("refund", async (c) => {
      const given = await readBody(c);
      if (!given.ok) return send(given.answer);
      const { body, text } = given;
      return send(
        answers.once(body["idempotency_key"], `refund ${text}`, () => {
          const taken = refunds.create(body, payments.find);
          if (!taken.ok) return taken.answer;
          const { refund, ended } = taken;
          const { id, payment_id: payment, amount_money: money } = refund;
          const reference = /\[spindle ([^\]]+)\]$/.exec(refund.reason ?? "")?.[1] ?? id;
          context.effects.add({ operation: "refund", reference, payment, amount: money.amount });
          const later = { id, at: ended.updated_at, object: { refund: ended }, afterMs: pendingMs };
          tell({ type: "refund.created", id, version: 1, at: refund.created_at, object: { refund } });
          tell({ type: "refund.updated", version: 2, ...later });
          return fine({ refund });
        }),
      );
    }),
  );
}
