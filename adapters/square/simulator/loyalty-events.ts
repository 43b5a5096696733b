import type { Hono } from "hono";
import { z } from "zod";
import type { SquareContext } from "../simulator.ts";
import { refusedShape } from "./answer.ts";
import { readBody, send } from "./door.ts";
import type { LoyaltyBook, Row } from "./loyalty-book.ts";
import { paged } from "./paged.ts";

const Search = z.strictObject({
  query: z
    .strictObject({
      filter: z
        .strictObject({
          order_filter: z.strictObject({ order_id: z.string().min(1) }).optional(),
          loyalty_account_filter: z.strictObject({ loyalty_account_id: z.string().min(1) }).optional(),
          type_filter: z.strictObject({ types: z.array(z.string()).min(1) }).optional(),
        })
        .optional(),
    })
    .optional(),
  limit: z.int().min(1).max(30).default(30),
  cursor: z.string().optional(),
});

/** `/v2/loyalty/events/search`: the ledger, newest first, page by page. */
export function eventEndpoints(app: Hono, { read }: SquareContext, book: LoyaltyBook): void {
  app.post(
    "/v2/loyalty/events/search",
    read("searchEvents", async (c) => {
      const given = await readBody(c);
      if (!given.ok) return send(given.answer);
      const wanted = Search.safeParse(given.body);
      if (!wanted.success) return send(refusedShape(wanted.error));
      const { query: { filter = {} } = {}, limit, cursor } = wanted.data;
      return send(
        paged(
          "events",
          book.rows().filter((row) => fits(row, filter)),
          limit,
          cursor,
        ),
      );
    }),
  );
}

type Filter = NonNullable<NonNullable<z.infer<typeof Search>["query"]>["filter"]>;

function fits(
  row: Row,
  { order_filter: order, loyalty_account_filter: account, type_filter: kinds }: Filter,
): boolean {
  const ofOrder = Object.values(row).some(
    (detail) =>
      typeof detail === "object" &&
      detail !== null &&
      "order_id" in detail &&
      detail.order_id === order?.order_id,
  );
  return (
    (order === undefined || ofOrder) &&
    (account === undefined || row.loyalty_account_id === account.loyalty_account_id) &&
    (kinds === undefined || kinds.types.includes(row.type))
  );
}
