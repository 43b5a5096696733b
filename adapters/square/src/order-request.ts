import type { DataOf, orderSubmit } from "@spindlebus/contracts";
import { locationOf, squareId } from "./canonical.ts";
import { marks } from "./marks.ts";
import { chargesOf, discountsOf, taxesOf, unsayableSums, type Sums } from "./order-amounts.ts";
import { fulfillmentsOf } from "./order-handover.ts";
import type { SquareSettings } from "./settings.ts";

/** The command that has an order made. */
export type Submit = DataOf<typeof orderSubmit>;
type Line = Submit["lines"][number];

/** The order that Square is to make, or why Square cannot say what the command wants. */
export function newOrder(
  command: Submit,
  settings: SquareSettings,
  messageId: string,
): { readonly ok: true; readonly order: unknown } | { readonly ok: false; readonly reason: string } {
  const items = command.lines.filter(({ kind, voided }) => !voided && (kind === "item" || kind === "combo"));
  const unsaid = unsayable(command, items) ?? unsayableSums(command, items, settings);
  if (unsaid !== undefined) return { ok: false, reason: unsaid };
  const sums = { discounts: discountsOf(command), taxes: taxesOf(command, settings) };
  const charges = chargesOf(command);
  const order = {
    location_id: locationOf(command.store, settings),
    reference_id: command.orderId,
    ...(command.sourceName && { source: { name: command.sourceName } }),
    customer_id: squareId(command.customer?.refs, "customer"),
    line_items: items.map((line) => itemOf(line, command.lines, sums, settings)),
    ...(sums.discounts.length > 0 && { discounts: sums.discounts.map(({ said }) => said) }),
    ...(charges.length > 0 && { service_charges: charges }),
    ...(settings.taxes === "catalog" && { pricing_options: { auto_apply_taxes: true } }),
    ...(sums.taxes.length > 0 && { taxes: sums.taxes.map(({ said }) => said) }),
    fulfillments: fulfillmentsOf(command),
    metadata: { [marks.message]: messageId },
  };
  return { ok: true, order };
}

/** What would be lost on the way, so that the store would make another order than the guest wants. */
function unsayable({ orderId, lines }: Submit, items: readonly Line[]): string | undefined {
  if (orderId.length > 40)
    return "Square's reference_id has at most 40 characters, and the orderId is longer";
  const known = new Set(items.map(({ lineId }) => lineId));
  const lost = lines.find(
    ({ kind, lineId, parentLineId, voided }) =>
      !voided && !known.has(lineId) && !(kind === "modifier" && known.has(parentLineId ?? "")),
  );
  if (lost) return `line ${lost.lineId} (${lost.kind}) is neither an item nor a modifier of one`;
  const fraction = modifiersOf(lines, items).find(({ each }) => each === undefined);
  return fraction && `modifier ${fraction.modifier.lineId} is no whole number for each piece of its item`;
}

const modifiersOf = (lines: readonly Line[], items: readonly Line[]) =>
  items.flatMap((item) =>
    lines
      .filter(
        ({ kind, parentLineId, voided }) => !voided && kind === "modifier" && parentLineId === item.lineId,
      )
      .map((modifier) => ({ modifier, each: perPiece(modifier, item) })),
  );

/** Square counts a modifier for one piece of its item, canonical messages for all of them. */
function perPiece(modifier: Line, item: Line): number | undefined {
  const each = Number(modifier.quantity) / Number(item.quantity);
  return Number.isInteger(each) && each > 0 ? each : undefined;
}

function itemOf(line: Line, lines: readonly Line[], sums: Sums, { itemIds }: SquareSettings) {
  const discounts = sums.discounts.filter(({ lineIds }) => lineIds?.includes(line.lineId));
  const taxes = sums.taxes.filter(({ lineIds }) => lineIds?.includes(line.lineId));
  return {
    uid: line.lineId.length <= 60 ? line.lineId : undefined,
    quantity: line.quantity,
    ...wares(line, itemIds),
    note: line.note,
    modifiers: modifiersOf(lines, [line]).map(({ modifier, each }) => ({
      uid: modifier.lineId.length <= 60 ? modifier.lineId : undefined,
      quantity: String(each),
      ...wares(modifier, itemIds),
    })),
    ...(discounts.length > 0 && {
      applied_discounts: discounts.map(({ said: { uid } }) => ({ discount_uid: uid })),
    }),
    ...(taxes.length > 0 && { applied_taxes: taxes.map(({ said: { uid } }) => ({ tax_uid: uid })) }),
  };
}

/** By Square's catalogue the price is the store's own; without it, what the guest was shown. */
const wares = ({ item, unitPrice }: Line, itemIds: SquareSettings["itemIds"]) =>
  itemIds === "catalog"
    ? { catalog_object_id: item.id, ...(unitPrice && { base_price_money: unitPrice }) }
    : { name: item.name ?? item.id, base_price_money: unitPrice };
