import { defaultLimits } from "@spindlebus/contracts";

/** How large a request may be. */
export type BatchSize = {
  readonly maxEvents?: number;
  /** Of the whole body. */
  readonly maxBytes?: number;
};

/** Brackets around the array. */
const frameBytes = 2;

/** Takes from the front what one request may carry; at least one. */
export function takeBatch<Item extends { readonly bytes: number }>(
  items: readonly Item[],
  { maxEvents = defaultLimits.batchEvents, maxBytes = defaultLimits.bodyBytes }: BatchSize = {},
): readonly Item[] {
  let bytes = frameBytes;
  const end = items.findIndex((item, index) => {
    bytes += item.bytes + 1;
    return index >= maxEvents || (index > 0 && bytes > maxBytes);
  });
  return items.slice(0, end === -1 ? items.length : Math.max(1, end));
}
