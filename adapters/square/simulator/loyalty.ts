import type { Hono } from "hono";
import type { SquareContext } from "../simulator.ts";
import type { orderBook } from "./orders.ts";

/** `/v2/loyalty`: nothing yet but its place. */
export function loyaltyEndpoints(
  _app: Hono,
  _context: SquareContext,
  _book: ReturnType<typeof orderBook>,
): void {}
