import type { WholeOrder } from "./order.ts";

/**
 * What the bus writes into an order's metadata at Square, so that the order itself says which command an end answers: the
 * event then has one source, the reading of the order. (At most 10 entries, keys of 60 characters, values of 255.)
 */
export const marks = { cancellation: "spindle_cancellation", message: "spindle_message" } as const;

/** The order.cancel command that an end of the order answers, where the bus asked for it. */
export function cancellationOf({ ext }: WholeOrder): { readonly cancellationId?: string } {
  const { metadata } = ext?.["square"] ?? {};
  const id =
    typeof metadata === "object" && metadata !== null
      ? Object.entries(metadata).find(([key]) => key === marks.cancellation)?.[1]
      : undefined;
  return typeof id === "string" ? { cancellationId: id } : {};
}

/** The id of a command, and of the transaction that it takes back. */
type Mark = { readonly id: string; readonly reverses?: string | undefined };

/** Words that also carry the id of a command, so that what the vendor tells of it can name the id again; the words give way. */
export function withMark(said: string, { id, reverses }: Mark, mostChars: number): string {
  const mark = ` [spindle ${id}${reverses === undefined ? "" : ` reverses ${reverses}`}]`;
  return mark.length >= mostChars ? said.slice(0, mostChars) : said.slice(0, mostChars - mark.length) + mark;
}

/** What words say, and the ids that they carry. */
export function markIn(text = ""): { readonly said: string } & Partial<Mark> {
  const { said, id, reverses } =
    /^(?<said>.*) \[spindle (?<id>[^\]]{1,255}?)(?: reverses (?<reverses>[^\]]{1,255}))?\]$/s.exec(text)
      ?.groups ?? {};
  if (said === undefined || id === undefined) return { said: text };
  return { said, id, ...(reverses !== undefined && { reverses }) };
}
