import { batchedDelivery } from "./deliver-batch.ts";
import { deliver } from "./deliver.ts";
import type { Ending, Line } from "./line.ts";
import type { Token } from "./token.ts";

/** What becomes of a token, from its arrival to the moment when it may be acked. */
export type Life = (token: Token, signal: AbortSignal) => Promise<Ending>;

/** The life of the tokens of a line: each by itself, or many in one vendor call. */
export function lifeOf(line: Line): Life {
  const { operation } = line.route;
  if (operation.batch) return batchedDelivery(line, operation);
  return (token, signal) => deliver(token, line, signal);
}
