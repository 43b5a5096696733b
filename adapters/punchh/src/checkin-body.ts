import { exact, majorUnits } from "@spindlebus/bus/adapter";
import type { Order, OrderLine } from "@spindlebus/contracts";
import { createHash } from "node:crypto";
import { decimalOf } from "@spindlebus/contracts";
import { nationalPhone } from "./phone.ts";
import type { PunchhSettings } from "./settings.ts";
import { punchhTime } from "./vendor-time.ts";

/** Under which of its three keys Punchh is to look for the member; undefined where the order has none. */
export type MemberKey =
  | { readonly user_id: string }
  | { readonly email: string }
  | { readonly phone: string };

/** The member of an order as Punchh knows it: by its own id, else by the guest's e-mail or telephone. */
export function memberKeyOf({ loyalty, customer }: Order, settings: PunchhSettings): MemberKey | undefined {
  const user = loyalty?.member.refs?.find(({ vendor, type }) => vendor === "punchh" && type === "user");
  if (user) return { user_id: user.id };
  if (customer?.email) return { email: customer.email };
  return customer?.phone ? { phone: nationalPhone(customer.phone, settings) } : undefined;
}

/** What of a check-in is remembered, so that it can be voided. */
export type CheckinFacts = {
  readonly transactionNo: string;
  readonly storeNumber: string;
  readonly amount: string;
  readonly payable: string;
  readonly receiptAt: string;
};

/** What counts for the programme: all items less all discounts, without tax, charges and tip. */
export function factsOf(order: Order): CheckinFacts {
  const { subtotal, discount, total, tip } = order.totals;
  const onLines = order.lines
    .filter(({ voided }) => voided !== true)
    .reduce((sum, line) => sum + (line.discount?.amount ?? 0), 0);
  const others = Math.max(0, (discount?.amount ?? 0) - onLines);
  const { currency } = total;
  return {
    transactionNo: transactionNo(order),
    storeNumber: order.store.storeId,
    amount: decimalOf({ amount: subtotal.amount - others, currency }),
    payable: decimalOf({ amount: total.amount - (tip?.amount ?? 0), currency }),
    receiptAt: punchhTime(order.closedAt ?? order.placedAt),
  };
}

/** The fields that every request about a check-in has. */
export const checkinFields = (orderId: string, facts: CheckinFacts) => ({
  external_uid: orderId,
  transaction_no: exact(facts.transactionNo),
  store_number: facts.storeNumber,
  receipt_amount: exact(facts.amount),
  subtotal_amount: exact(facts.amount),
  payable: facts.payable,
  receipt_datetime: facts.receiptAt,
});

/** The lines and discounts of an order; all amounts are positive, the type says which way they count. */
export function menuItems(order: Order): readonly object[] {
  const counted = order.lines.filter(({ voided }) => voided !== true);
  const items = counted.filter(({ parentLineId }) => parentLineId === undefined);
  const lines = items.flatMap((item, index) => {
    const modifiers = counted.filter(({ parentLineId }) => parentLineId === item.lineId);
    return [item, ...modifiers].map((line, place) => menuItem(line, `${index + 1}.${place}`));
  });
  const discounts = (order.discounts ?? []).map((discount, index) => ({
    item_name: discount.name ?? "Discount",
    item_qty: 1,
    item_amount: majorUnits({ ...discount.amount, amount: Math.abs(discount.amount.amount) }),
    menu_item_type: "D",
    menu_item_id: discount.discountId,
    menu_family: "",
    menu_major_group: "",
    serial_number: `${items.length + index + 1}.0`,
  }));
  return [...lines, ...discounts];
}

function menuItem({ item, quantity, gross }: OrderLine, serial: string): object {
  const category = (...levels: readonly string[]) =>
    item.categories?.find(({ level }) => levels.includes(level))?.id ?? "";
  return {
    item_name: item.name ?? item.id,
    // Punchh counts whole items; what is weighed is one.
    item_qty: /^[1-9]\d{0,6}$/.test(quantity) ? Number(quantity) : 1,
    item_amount: majorUnits({ ...gross, amount: Math.abs(gross.amount) }),
    menu_item_type: "M",
    menu_item_id: item.plu ?? item.id,
    menu_family: category("family", "minor", "group"),
    menu_major_group: category("major", "sales"),
    serial_number: serial,
  };
}

/** The number on the receipt; an order without one has a number of its own, always the same. */
function transactionNo({ checks, orderId }: Order): string {
  const shown = checks?.find(({ displayNumber }) =>
    /^[1-9]\d{0,14}$/.test(displayNumber ?? ""),
  )?.displayNumber;
  return shown ?? BigInt(`0x${createHash("sha256").update(orderId).digest("hex").slice(0, 12)}`).toString();
}
