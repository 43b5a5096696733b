import { defaultLimits } from "@spindlebus/contracts";

/** How large a request may be. */
export type BatchSize = {
  readonly maxEvents?: number;
  /** Of the whole body, but that a message which is longer goes alone. */
  readonly maxBytes?: number;
};

/** The bus takes more; what fails together is sent again together. */
const usualBytes = 1_048_576;

/** Brackets around the array. */
const frameBytes = 2;

/** Takes from the front what one request may carry; at least one. */
export function takeBatch<Item extends { readonly bytes: number }>(
  items: readonly Item[],
  { maxEvents = defaultLimits.batchEvents, maxBytes = usualBytes }: BatchSize = {},
): readonly Item[] {
  let bytes = frameBytes;
  const end = items.findIndex((item, index) => {
    bytes += item.bytes + 1;
    return index >= maxEvents || (index > 0 && bytes > maxBytes);
  });
  return items.slice(0, end === -1 ? items.length : Math.max(1, end));
}
