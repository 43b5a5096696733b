import type { Hono } from "hono";
import { z } from "zod";
import type { SquareContext } from "../simulator.ts";
import { fine, refusedShape, squareError, type Answer } from "./answer.ts";
import { readBody, send } from "./door.ts";
import type { idempotentAnswers } from "./idempotency.ts";
import { program, type LoyaltyBook, type Reward, type Row } from "./loyalty-book.ts";
import type { Orders } from "./order-endpoints.ts";

const NewReward = z.strictObject({
  loyalty_account_id: z.string().min(1).max(64),
  reward_tier_id: z.string().min(1).max(36),
  order_id: z.string().optional(),
});
const Redeem = z.strictObject({ idempotency_key: z.string(), location_id: z.string().min(1) });

type Parts = {
  readonly context: SquareContext;
  readonly book: LoyaltyBook;
  readonly orders: Orders;
  readonly answers: ReturnType<typeof idempotentAnswers>;
  readonly tellRow: (row: Row) => void;
};

const notFound = (): Answer => squareError(404, "NOT_FOUND", "Loyalty reward not found.");

/** `/v2/loyalty/rewards`: made for points, which are locked by it; used, which is its end; or deleted, and the points come back. */
export function rewardEndpoints(app: Hono, { context, book, orders, answers, tellRow }: Parts): void {
  const { operation, read, effects } = context;

  const make = (given: unknown): Answer => {
    const wanted = NewReward.safeParse(given);
    if (!wanted.success) return refusedShape(wanted.error, "reward");
    const { loyalty_account_id: accountId, reward_tier_id: tierId, order_id: orderId } = wanted.data;
    const account = book.account(accountId);
    const tier = program.reward_tiers.find(({ id }) => id === tierId);
    if (!account || !tier)
      return squareError(404, "NOT_FOUND", account ? "Reward tier not found." : "Loyalty account not found.");
    if (orderId !== undefined && !orders.book.find(orderId))
      return squareError(404, "NOT_FOUND", "Order not found.", "reward.order_id");
    if (account.balance < tier.points)
      return squareError(400, "BAD_REQUEST", "The account has insufficient points.");
    const { points } = tier;
    const status = "ISSUED" as const;
    const reward = book.keepReward({
      ...wanted.data,
      status,
      points,
      ...(orderId !== undefined && { order_id: orderId }),
    } as Reward);
    const detail = { loyalty_program_id: program.id, reward_id: reward.id, points: -points };
    const row = book.move(account, -points, { type: "CREATE_REWARD", create_reward: detail });
    effects.add({ operation: "redeem", reference: reward.id, account: accountId, points: -points });
    tellRow(row);
    if (orderId !== undefined && orders.book.addReward(orderId, reward)) orders.told(orderId);
    return fine({ reward });
  };
  const use = (id: string, given: unknown): Answer => {
    const wanted = Redeem.safeParse(given);
    if (!wanted.success) return refusedShape(wanted.error);
    const [reward, location] = [book.reward(id), wanted.data.location_id];
    const account = reward && book.account(reward.loyalty_account_id);
    if (!reward || !account) return notFound();
    if (location === "NOLOYALTY")
      return squareError(400, "BAD_REQUEST", "The program is not active at the location.", "location_id");
    if (reward.status !== "ISSUED") return squareError(400, "BAD_REQUEST", `The reward is ${reward.status}.`);
    book.keepReward({ ...reward, status: "REDEEMED" });
    const detail = { loyalty_program_id: program.id, reward_id: id };
    const row = book.move(account, 0, {
      type: "REDEEM_REWARD",
      location_id: location,
      redeem_reward: detail,
    });
    effects.add({ operation: "useReward", reference: id, account: account.id });
    tellRow(row);
    return fine({ event: row });
  };
  const undo = (id: string): Answer => {
    const reward = book.reward(id);
    const account = reward && book.account(reward.loyalty_account_id);
    if (!reward || !account || reward.status === "DELETED") return notFound();
    if (reward.status === "REDEEMED")
      return squareError(400, "BAD_REQUEST", "A redeemed reward cannot be deleted.");
    book.keepReward({ ...reward, status: "DELETED" });
    const detail = { loyalty_program_id: program.id, reward_id: id, points: reward.points };
    tellRow(book.move(account, reward.points, { type: "DELETE_REWARD", delete_reward: detail }));
    effects.add({ operation: "deleteReward", reference: id, account: account.id, points: reward.points });
    return fine({});
  };

  app.post(
    "/v2/loyalty/rewards",
    operation("redeem", async (c) => {
      const given = await readBody(c, ["idempotency_key", "reward"]);
      if (!given.ok) return send(given.answer);
      const { body, text } = given;
      return send(answers.once(body["idempotency_key"], `reward ${text}`, () => make(body["reward"])));
    }),
  );
  app.post(
    "/v2/loyalty/rewards/:id/redeem",
    operation("useReward", async (c) => {
      const given = await readBody(c);
      if (!given.ok) return send(given.answer);
      const { body, text } = given;
      const id = c.req.param("id") ?? "";
      return send(answers.once(body["idempotency_key"], `${c.req.path} ${text}`, () => use(id, body)));
    }),
  );
  app.get(
    "/v2/loyalty/rewards/:id",
    read("getReward", (c) => {
      const reward = book.reward(c.req.param("id") ?? "");
      return send(reward ? fine({ reward }) : notFound());
    }),
  );
  app.delete(
    "/v2/loyalty/rewards/:id",
    operation("deleteReward", (c) => send(undo(c.req.param("id") ?? ""))),
  );
}
