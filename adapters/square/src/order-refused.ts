import {
  answeredAt,
  emission,
  vendorErrorOf,
  type Emission,
  type OperationContext,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderRejected, type DataOf } from "@spindlebus/contracts";
import type { Submit } from "./order-request.ts";
import type { SquareSettings } from "./settings.ts";
import { ErrorAnswer } from "./vendor.ts";

type Why = Pick<DataOf<typeof orderRejected>, "reason" | "itemIds">;

/** The code of an order that costs another sum than the guest was shown. */
export const priceChanged = "price_changed";

/** That an order will not be made, for whoever asked. */
export function orderRefused(
  command: Submit,
  { message }: OperationContext<SquareSettings>,
  response: VendorResponse,
): (refused: Rejected) => readonly Emission[] {
  const occurredAt = answeredAt(message, response);
  const { orderId, store, customer } = command;
  return (refused) => {
    const error = vendorErrorOf(refused);
    const step = { orderId, store, ...(customer && { customer }), occurredAt };
    return [emission(orderRejected, { ...step, ...whyOf(refused, command, response), error }, occurredAt)];
  };
}

/** Square says by the place in the request what it cannot sell; of opening hours and of load its orders know nothing. */
function whyOf({ code }: Rejected, command: Submit, { json }: VendorResponse): Why {
  if (code === priceChanged) return { reason: "price_changed" };
  const fields = ErrorAnswer.safeParse(json).data?.errors.map(({ field }) => field ?? "") ?? [];
  const itemIds = fields.flatMap((field) => itemAt(field, command) ?? []);
  if (code === "NOT_FOUND" && itemIds.length > 0) return { reason: "item_unavailable", itemIds };
  return {
    reason: /^(INVALID|VALUE|EXPECTED|INCORRECT|MISSING|BAD_REQUEST|NOT_FOUND)/.test(code)
      ? "invalid"
      : "other",
  };
}

/** The item of the command at `order.line_items[1].catalog_object_id`, or the modifier further down. */
function itemAt(field: string, { lines }: Submit): string | undefined {
  const { line, modifier } =
    /line_items\[(?<line>\d+)\](?:\.modifiers\[(?<modifier>\d+)\])?\.catalog_object_id$/.exec(field)
      ?.groups ?? {};
  if (line === undefined) return undefined;
  const wanted = lines.filter(({ voided }) => !voided);
  const item = wanted.filter(({ kind }) => kind === "item" || kind === "combo")[Number(line)];
  if (modifier === undefined) return item?.item.id;
  return wanted.filter(({ parentLineId }) => parentLineId === item?.lineId)[Number(modifier)]?.item.id;
}
