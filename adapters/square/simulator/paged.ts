import { fine, squareError, type Answer } from "./answer.ts";

/** One page of a list, and the cursor of the next where there is one; an empty list is no member at all, as at Square. */
export function paged(
  name: string,
  all: readonly unknown[],
  limit: number,
  cursor: string | undefined,
): Answer {
  const from = cursor === undefined ? 0 : Number(/^simcursor-(\d+)$/.exec(cursor)?.[1] ?? Number.NaN);
  if (Number.isNaN(from)) return squareError(400, "INVALID_CURSOR", "Invalid cursor.", "cursor");
  const page = all.slice(from, from + limit);
  const next = from + limit < all.length ? { cursor: `simcursor-${from + limit}` } : {};
  return fine({ ...(page.length > 0 && { [name]: page }), ...next });
}
