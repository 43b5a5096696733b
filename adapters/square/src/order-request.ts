import type { DataOf, Fulfilment, orderSubmit } from "@spindlebus/contracts";
import { locationOf, squareId } from "./canonical.ts";
import { marks } from "./marks.ts";
import type { SquareSettings } from "./settings.ts";

type Submit = DataOf<typeof orderSubmit>;
type Line = Submit["lines"][number];

/** The order that Square is to make, or why Square cannot say what the command wants. */
export function newOrder(
  command: Submit,
  settings: SquareSettings,
  messageId: string,
):
  | { readonly ok: true; readonly order: unknown }
  | { readonly ok: false; readonly code: string; readonly reason: string } {
  const items = command.lines.filter(({ kind, voided }) => !voided && (kind === "item" || kind === "combo"));
  const unsaid = unsayable(command, items);
  if (unsaid !== undefined) return { ok: false, code: "not_sayable", reason: unsaid };
  const order = {
    location_id: locationOf(command.store, settings),
    reference_id: command.orderId,
    ...(command.sourceName && { source: { name: command.sourceName } }),
    customer_id: squareId(command.customer?.refs, "customer"),
    line_items: items.map((line) => itemOf(line, command.lines, settings)),
    fulfillments: fulfillmentsOf(command),
    metadata: { [marks.message]: messageId },
  };
  return { ok: true, order };
}

/** What would be lost on the way, so that the store would make another order than the guest wants. */
function unsayable(
  { orderId, lines, discounts, serviceCharges }: Submit,
  items: readonly Line[],
): string | undefined {
  if (orderId.length > 40)
    return "Square's reference_id has at most 40 characters, and the orderId is longer";
  const known = new Set(items.map(({ lineId }) => lineId));
  const lost = lines.find(
    ({ kind, lineId, parentLineId, voided }) =>
      !voided && !known.has(lineId) && !(kind === "modifier" && known.has(parentLineId ?? "")),
  );
  if (lost) return `line ${lost.lineId} (${lost.kind}) is neither an item nor a modifier of one`;
  if ((discounts ?? []).length > 0)
    return "discounts are Square's own to reckon; put the reward or coupon on the order there";
  if ((serviceCharges ?? []).length > 0) return "service charges are not sent to Square";
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

function itemOf(line: Line, lines: readonly Line[], { itemIds }: SquareSettings) {
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
  };
}

/** By Square's catalogue the price is the store's own; without it, what the guest was shown. */
const wares = ({ item, unitPrice }: Line, itemIds: SquareSettings["itemIds"]) =>
  itemIds === "catalog"
    ? { catalog_object_id: item.id, ...(unitPrice && { base_price_money: unitPrice }) }
    : { name: item.name ?? item.id, base_price_money: unitPrice };

function fulfillmentsOf({ fulfilment, customer }: Submit) {
  const { type } = fulfilment;
  // Who eats at the table needs no handing over that Square knows.
  if (type === "dine_in") return undefined;
  const guest = fulfilment.recipient ?? customer;
  const name = [guest?.givenName, guest?.familyName].filter(Boolean).join(" ") || undefined;
  const recipient = {
    customer_id: squareId(guest?.refs, "customer"),
    display_name: name,
    email_address: guest?.email,
    phone_number: guest?.phone,
  };
  const schedule = {
    schedule_type: fulfilment.requestedAt === undefined || fulfilment.asap ? "ASAP" : "SCHEDULED",
    prep_time_duration: fulfilment.prepTime,
    note: fulfilment.note,
  };
  const { requestedAt: at } = fulfilment;
  if (type === "delivery") {
    const details = {
      ...deliveryOf(fulfilment),
      recipient: { ...recipient, address: addressOf(fulfilment) },
    };
    return [
      { type: "DELIVERY", state: "PROPOSED", delivery_details: { ...schedule, ...details, deliver_at: at } },
    ];
  }
  const curbside = type === "curbside" && {
    is_curbside_pickup: true,
    ...(fulfilment.curbside?.note && {
      curbside_pickup_details: { curbside_details: fulfilment.curbside.note },
    }),
  };
  return [
    {
      type: "PICKUP",
      state: "PROPOSED",
      pickup_details: { ...schedule, recipient, pickup_at: at, ...curbside },
    },
  ];
}

const deliveryOf = ({ delivery }: Fulfilment) => ({
  dropoff_notes: delivery?.instructions,
  is_no_contact_delivery: delivery?.contactless,
});

function addressOf({ delivery }: Fulfilment) {
  const { address } = delivery ?? {};
  if (!address) return undefined;
  const [first, ...rest] = (address.streetAddress ?? "").split("\n");
  return {
    address_line_1: first || undefined,
    address_line_2: rest.join(", ") || undefined,
    locality: address.locality,
    administrative_district_level_1: address.region,
    postal_code: address.postalCode,
    country: address.country,
  };
}
