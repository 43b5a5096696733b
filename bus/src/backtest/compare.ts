import type { SidesAnswer } from "./ask-both.ts";
import { placesOf, type PlacedValue } from "./request-places.ts";

/** One thing that two versions make differently of one message. */
export type Difference = {
  /** Where in the request, `method` or `body/items/0`, or what only one of the two does: `skipped`, `threw`. */
  readonly place: string;
  readonly change: "added" | "removed" | "changed" | "only-old" | "only-new";
  readonly old?: string;
  readonly new?: string;
};

/** What differs between the answers of two versions to one message, each place once. */
export function compare(before: SidesAnswer, after: SidesAnswer): readonly Difference[] {
  if (before.kind === "request" && after.kind === "request") return compareRequests(before, after);
  if (before.kind !== after.kind) return [...only(before, "old"), ...only(after, "new")];
  // The reason of a skip is for people; what an outcome is, the bus acts upon.
  if (before.kind !== "concluded" || after.kind !== "concluded" || before.why === after.why) return [];
  return [{ place: "concluded", change: "changed", old: before.why, new: after.why }];
}

function only(answer: SidesAnswer, side: "old" | "new"): readonly Difference[] {
  if (answer.kind === "request") return [];
  const why = "why" in answer ? answer.why : answer.kind;
  return [{ place: answer.kind, change: `only-${side}`, [side]: why }];
}

type VendorRequest = Extract<SidesAnswer, { kind: "request" }>;

function compareRequests(before: VendorRequest, after: VendorRequest): readonly Difference[] {
  if (same(before, after)) return [];
  const [old, fresh] = [byPlace(placesOf(before)), byPlace(placesOf(after))];
  const found = new Map<string, Difference>();
  const note = (difference: Difference) => {
    const key = `${difference.place} ${difference.change}`;
    if (!found.has(key)) found.set(key, difference);
  };
  for (const [exact, { place, value }] of old) {
    const now = fresh.get(exact);
    if (!now) note({ place, change: "removed", old: value });
    else if (now.value !== value) note({ place, change: "changed", old: value, new: now.value });
  }
  for (const [exact, { place, value }] of fresh)
    if (!old.has(exact)) note({ place, change: "added", new: value });
  return [...found.values()];
}

/** Most are equal to the letter, which is soon seen. */
const same = (before: VendorRequest, after: VendorRequest): boolean =>
  before.body === after.body &&
  before.path === after.path &&
  before.method === after.method &&
  JSON.stringify(before.headers) === JSON.stringify(after.headers);

/** A field that is there twice is two places. */
function byPlace(values: readonly PlacedValue[]): ReadonlyMap<string, PlacedValue> {
  const places = new Map<string, PlacedValue>();
  for (const value of values) {
    let exact = value.exact;
    for (let n = 2; places.has(exact); n += 1) exact = `${value.exact}#${n}`;
    places.set(exact, value);
  }
  return places;
}
