import { expect, test } from "vitest";
import { aConnection, aRoute } from "../testing/a-plan.ts";
import { routeViews } from "./plan-views.ts";

type Operation = typeof aRoute.operation;

const orderOf = (some: Partial<Operation>) => {
  const operation = { ...aRoute.operation, ...some } as Operation; // as: of the two kinds of operations only the single ones have an order
  const plan = { routes: [{ ...aRoute, operation }], connections: new Map([["till", aConnection]]) };
  const state = { counts: new Map(), lanes: new Map(), paused: new Map() };
  return routeViews(plan as unknown as Parameters<typeof routeViews>[0], state)[0]?.order; // as: nothing else of a plan is looked at
};

test("a route tells which order its deliveries keep", () => {
  expect(orderOf({})).toBe("unordered");
  expect(orderOf({ order: "latestWins" })).toBe("latestWins");
  expect(orderOf({ lane: { group: "tickets", key: () => "1" } })).toBe("strict");
});
