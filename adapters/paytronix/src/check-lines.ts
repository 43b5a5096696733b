import { exact, majorUnits } from "@spindlebus/bus/adapter";
import type { Order, OrderLine } from "@spindlebus/contracts";
import { discountItem, type Discounts } from "./check-discounts.ts";
import { isVoided } from "./voided-line.ts";

/** The lines, service charges and order discounts of an order as check items, each line with what belongs to it. */
export function checkLines(order: Order, discounts: Discounts) {
  const write = (line: OrderLine) => lineOf(line, order, discounts);
  return [
    ...familiesOf(order.lines).map((family) => itemOf(family, write)),
    ...serviceCharges(order),
    ...discounts.ofOrder.map((discount) => discountItem(discount, order)),
  ];
}

/** A line at the top of its own, and everything below it; `part` is the line directly below the head that it is under. */
type Family = { readonly head: OrderLine; readonly members: readonly Member[] };
type Member = { readonly line: OrderLine; readonly part: OrderLine };

function familiesOf(lines: readonly OrderLine[]): readonly Family[] {
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const families = new Map<OrderLine, Member[]>();
  for (const line of lines) {
    const { head, part } = placeOf(line, byId);
    const members = families.get(head) ?? [];
    families.set(head, head === line ? members : [...members, { line, part }]);
  }
  return [...families].map(([head, members]) => ({ head, members }));
}

/**
 * The top of a line's family. What names an unknown parent stands for itself, as do lines that name each other in a
 * circle: a line may be misplaced, but none is lost.
 */
function placeOf(line: OrderLine, byId: ReadonlyMap<string, OrderLine>) {
  const seen = new Set([line]);
  let [part, head] = [line, line];
  for (;;) {
    const parent = parentOf(head, byId);
    if (parent === undefined) return { head, part };
    if (seen.has(parent)) return { head: line, part: line };
    seen.add(parent);
    [part, head] = [head, parent];
  }
}

/** A service charge belongs to nothing, and nothing belongs to it: on a check it is an item of its own. */
function parentOf({ kind, parentLineId }: OrderLine, byId: ReadonlyMap<string, OrderLine>) {
  const parent = parentLineId === undefined ? undefined : byId.get(parentLineId);
  return kind === "service_charge" || parent?.kind === "service_charge" ? undefined : parent;
}

type WriteLine = (line: OrderLine) => ReturnType<typeof lineOf>;

function itemOf({ head, members }: Family, write: WriteLine) {
  if (head.kind === "combo") return { type: "comboItem", ...write(head), items: comboParts(members, write) };
  if (head.kind === "service_charge") return { type: "serviceChargeItem", ...write(head) };
  return menuItem(head, members, write);
}

/** What stands directly below a combo is its items; what stands below those, their modifiers. */
function comboParts(members: readonly Member[], write: WriteLine) {
  const parts = members.filter(({ line, part }) => line === part);
  return parts.map(({ line }) => {
    const below = members.filter((member) => member.part === line && member.line !== line);
    return menuItem(line, below, write);
  });
}

const menuItem = (line: OrderLine, below: readonly Member[], write: WriteLine) => ({
  type: "menuItem",
  discounts: [],
  ...write(line),
  modifiers: below.map((member) => write(member.line)),
});

/** Paytronix's price is the line's total without its modifiers, before discounts. */
function lineOf(line: OrderLine, order: Order, { ofLine }: Discounts) {
  const { item, quantity, gross } = line;
  const categories = categoriesOf(item);
  const lowered = ofLine.get(line) ?? [];
  return {
    itemId: item.id,
    ...(item.name === undefined ? {} : { name: item.name }),
    quantity: exact(quantity),
    price: majorUnits(gross),
    ...(isVoided(line) ? { isVoided: true } : {}),
    ...(categories.length === 0 ? {} : { categories }),
    ...(lowered.length === 0 ? {} : { discounts: lowered.map((discount) => discountItem(discount, order)) }),
  };
}

/** Paytronix knows three hierarchies; categories of others are left out. */
function categoriesOf({ categories = [] }: OrderLine["item"]) {
  return categories.flatMap(({ level, id, name }) =>
    level === "major" || level === "minor" || level === "promo"
      ? [{ categoryType: level, id, ...(name === undefined ? {} : { name }) }]
      : [],
  );
}

/** Charges that are not lines already. */
function serviceCharges({ lines, serviceCharges: charges = [] }: Order) {
  if (lines.some(({ kind }) => kind === "service_charge")) return [];
  return charges.map(({ chargeId, name, amount }) => ({
    type: "serviceChargeItem",
    itemId: chargeId ?? "service-charge",
    ...(name === undefined ? {} : { name }),
    price: majorUnits(amount),
  }));
}
