import type { Context, Hono } from "hono";
import type { SquareContext } from "../simulator.ts";
import { fine, squareError, type Answer } from "./answer.ts";
import { readBody, send } from "./door.ts";
import { idempotentAnswers } from "./idempotency.ts";
import type { orderBook } from "./orders.ts";
import { merchantId, squareWebhook } from "./webhook.ts";

type Body = Readonly<Record<string, unknown>>;
type Change = { readonly points: number; readonly reference: string; readonly event: Body };

const programId = "SIMPROGRAM";

/**
 * `/v2/loyalty/accounts`: searched, given points, corrected. An account exists from the first call on that names it, with a
 * hundred points, so that nobody has to set one up; a customer's account has the customer's id in its own.
 */
export function loyaltyEndpoints(
  app: Hono,
  context: SquareContext,
  book: ReturnType<typeof orderBook>,
): void {
  const { operation, read, effects } = context;
  const balances = new Map<string, number>();
  const accrued = new Set<string>();
  const answers = idempotentAnswers(128);
  const tell = teller(context);

  const changing = (
    name: string,
    known: readonly string[],
    change: (body: Body, account: string) => Change | Answer,
  ) =>
    operation(name, async (c: Context) => {
      const account = c.req.param("account") ?? "";
      const given = await readBody(c, ["idempotency_key", ...known]);
      if (!given.ok) return send(given.answer);
      const answer = answers.once(given.body["idempotency_key"], `${c.req.path} ${given.text}`, () => {
        const made = change(given.body, account);
        if ("status" in made) return made;
        balances.set(account, (balances.get(account) ?? 100) + made.points);
        effects.add({ operation: name, reference: made.reference, account, points: made.points });
        const event = tell(account, made.event);
        return fine(name === "adjustPoints" ? { event } : { event, events: [event] });
      });
      return send(answer);
    });

  app.post(
    "/v2/loyalty/accounts/search",
    read("searchAccounts", async (c) => {
      const given = await readBody(c, ["query", "limit", "cursor"]);
      if (!given.ok) return send(given.answer);
      const [wanted] = /"(?:customer_ids|phone_number)":\[?"([^"]+)"/.exec(given.text)?.slice(1) ?? [];
      const account = { id: `acc-${wanted}`, program_id: programId };
      return send(fine(wanted === undefined || wanted === "nobody" ? {} : { loyalty_accounts: [account] }));
    }),
  );
  app.post(
    "/v2/loyalty/accounts/:account/accumulate",
    changing("accruePoints", ["accumulate_points", "location_id"], (body) => {
      const wanted = partOf(body, "accumulate_points");
      if (typeof body["location_id"] !== "string") return lacking("location_id");
      const { points, order_id: orderId } = wanted;
      if (typeof orderId !== "string")
        return isPoints(points) && points > 0
          ? { points, reference: "points", event: accumulated({ points }) }
          : lacking("points");
      const order = book.find(orderId);
      if (!order) return squareError(404, "NOT_FOUND", "Order not found.", "accumulate_points.order_id");
      if (accrued.has(orderId)) return squareError(400, "BAD_REQUEST", "The order has earned its points.");
      accrued.add(orderId);
      return {
        points: 10,
        reference: order.reference_id ?? orderId,
        event: accumulated({ points: 10, order_id: orderId }),
      };
    }),
  );
  app.post(
    "/v2/loyalty/accounts/:account/adjust",
    changing("adjustPoints", ["adjust_points", "allow_negative_balance"], (body, account) => {
      const { points, reason } = partOf(body, "adjust_points");
      if (!isPoints(points) || points === 0) return lacking("adjust_points.points");
      const left = (balances.get(account) ?? 100) + points;
      if (left < 0 && body["allow_negative_balance"] !== true)
        return squareError(400, "VALUE_TOO_LOW", "The balance would be negative.", "adjust_points.points");
      const reference =
        typeof reason === "string" ? (/\[spindle ([^\]]+)\]$/.exec(reason)?.[1] ?? reason) : account;
      const event = {
        type: "ADJUST_POINTS",
        adjust_points: { loyalty_program_id: programId, points, reason },
      };
      return { points, reference, event };
    }),
  );
}

const accumulated = (what: Body) => ({
  type: "ACCUMULATE_POINTS",
  accumulate_points: { loyalty_program_id: programId, ...what },
});

const isPoints = (value: unknown): value is number => Number.isSafeInteger(value);

const partOf = (body: Body, name: string): Body => {
  const part = body[name];
  return typeof part === "object" && part !== null ? Object.fromEntries(Object.entries(part)) : {};
};

const lacking = (field: string): Answer =>
  squareError(400, "MISSING_REQUIRED_PARAMETER", "Field must be set", field);

/** Makes the row of the ledger and tells the bus of it. */
function teller({ sendWebhook, settings, secrets, nowMs }: SquareContext) {
  let count = 0;
  const run = nowMs().toString(36);
  return (account: string, what: Body): Body => {
    count += 1;
    const at = new Date(nowMs()).toISOString();
    const id = `lev-${run}-${count}`;
    const row = { id, created_at: at, loyalty_account_id: account, source: "LOYALTY_API", ...what };
    const signing = { webhookUrl: settings.webhookUrl, signatureKey: secrets.signatureKey };
    const event = { type: "loyalty.event.created", eventId: `${merchantId}-${id}`, at, id };
    sendWebhook("events", squareWebhook(event, { loyalty_event: row }, signing));
    return row;
  };
}
