import {
  inDoubt,
  next,
  rejected,
  type InterpretContext,
  type Next,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { z } from "zod";
import { search } from "./call.ts";
import { refusal } from "./errors.ts";
import { changed } from "./points.ts";
import { takeBack, type Reverse } from "./reversal.ts";
import type { SquareSettings } from "./settings.ts";
import { EventsAnswer } from "./vendor-loyalty.ts";

type Context = InterpretContext<SquareSettings>;

/** What is carried to the answer of the correction. */
const adjusted = "adjusted";

/** Asks the ledger what an order earned; a till gives points too, of which the bus remembers nothing. */
export const searchEvents = (
  order: string,
  cursor: string | undefined,
  context: Pick<Context, "settings">,
): VendorRequest => {
  const filter = {
    order_filter: { order_id: order },
    type_filter: { types: ["ACCUMULATE_POINTS", "ACCUMULATE_PROMOTION_POINTS"] },
  };
  return search("/v2/loyalty/events/search", { query: { filter }, limit: 30, cursor }, context);
};

const Sum = z.object({ account: z.string(), given: z.int() });

/** Each page begets the next one, the last one the correction. */
export function readEvents(
  response: VendorResponse,
  command: Reverse,
  order: string,
  context: Context,
): Outcome | Next {
  if (context.carry === adjusted)
    return changed(response, { path: "adjust" }, command.transaction.transactionId);
  if (response.status < 200 || response.status > 299) return refusal(response);
  const page = EventsAnswer.safeParse(response.json);
  if (!page.success)
    return inDoubt("unreadable_answer", `Square answered ${response.status} without readable events.`);
  const before = Sum.safeParse(context.carry).data;
  const rows = page.data.events ?? [];
  const account = before?.account ?? rows[0]?.loyalty_account_id;
  if (account === undefined) return rejected("transaction_not_found", "The order earned nothing at Square.");
  const given = rows.reduce(
    (sum, row) => sum + ((row.accumulate_points ?? row.accumulate_promotion_points)?.points ?? 0),
    before?.given ?? 0,
  );
  if (page.data.cursor !== undefined)
    return next(searchEvents(order, page.data.cursor, context), { account, given });
  const request = takeBack(command, { account, given }, context);
  return request.kind === "request" ? next(request, adjusted) : request;
}
