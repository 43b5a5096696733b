import type { Hono } from "hono";
import { z } from "zod";
import type { SquareContext } from "../simulator.ts";
import { fine, refusedShape, squareError, type Answer } from "./answer.ts";
import { readBody, send } from "./door.ts";
import type { idempotentAnswers } from "./idempotency.ts";
import { program, type LoyaltyBook } from "./loyalty-book.ts";
import { paged } from "./paged.ts";
import type { Tell } from "./teller.ts";

const NewAccount = z.strictObject({
  program_id: z.literal(program.id),
  mapping: z.strictObject({ phone_number: z.string() }),
  customer_id: z.string().optional(),
  enrolled_at: z.iso.datetime().optional(),
});

const Search = z.strictObject({
  query: z
    .strictObject({
      mappings: z
        .array(z.strictObject({ phone_number: z.string() }))
        .max(30)
        .optional(),
      customer_ids: z.array(z.string()).max(30).optional(),
    })
    .optional(),
  limit: z.int().min(1).max(200).default(30),
  cursor: z.string().optional(),
});

type Parts = {
  readonly context: SquareContext;
  readonly book: LoyaltyBook;
  readonly answers: ReturnType<typeof idempotentAnswers>;
  readonly tell: Tell;
};

/** `/v2/loyalty/accounts`: made, one for a phone, and searched by phone or customer; `/v2/loyalty/programs/main`. */
export function accountEndpoints(app: Hono, { context, book, answers, tell }: Parts): void {
  const { operation, read, effects } = context;

  const join = (given: unknown): Answer => {
    const wanted = NewAccount.safeParse(given);
    if (!wanted.success) return refusedShape(wanted.error, "loyalty_account");
    const { mapping, customer_id: customer } = wanted.data;
    const phone = mapping.phone_number;
    if (!/^\+[1-9]\d{7,14}$/.test(phone))
      return squareError(
        400,
        "INVALID_PHONE_NUMBER",
        "Invalid phone number.",
        "loyalty_account.mapping.phone_number",
      );
    // Which code Square gives is not documented.
    if (book.byPhone(phone)) return squareError(409, "CONFLICT", "The phone number has an account already.");
    const account = book.join(phone, customer);
    effects.add({ operation: "enroll", reference: account.id, account: account.id });
    tell({
      type: "loyalty.account.created",
      id: account.id,
      at: account.created_at,
      object: { loyalty_account: account },
    });
    return fine({ loyalty_account: account });
  };

  app.get("/v2/loyalty/programs/main", () => send(fine({ program })));
  app.post(
    "/v2/loyalty/accounts",
    operation("enroll", async (c) => {
      const given = await readBody(c, ["idempotency_key", "loyalty_account"]);
      if (!given.ok) return send(given.answer);
      const { body, text } = given;
      return send(answers.once(body["idempotency_key"], `join ${text}`, () => join(body["loyalty_account"])));
    }),
  );
  app.post(
    "/v2/loyalty/accounts/search",
    read("searchAccounts", async (c) => {
      const given = await readBody(c, ["query", "limit", "cursor"]);
      if (!given.ok) return send(given.answer);
      const wanted = Search.safeParse(given.body);
      if (!wanted.success) return send(refusedShape(wanted.error));
      const { query: { mappings = [], customer_ids: customers = [] } = {}, limit, cursor } = wanted.data;
      const found = book.search(
        mappings.map(({ phone_number: phone }) => phone),
        customers,
      );
      return send(paged("loyalty_accounts", found, limit, cursor));
    }),
  );
}
