import { createRoute } from "@hono/zod-openapi";
import { windowOf } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { OverviewShape } from "./overview-shapes.ts";
import { inOrder, openCircuits, pausedParts, stripOf } from "./overview-view.ts";

const hourMs = 3_600_000;

const overviewRoute = createRoute({
  ...reading("overview", "read"),
  method: "get",
  path: "/overview",
  summary: "How everything stands now, and what needs a person, the most urgent first",
  responses: { 200: json(OverviewShape, "As it is now"), ...problems },
});

/** What an operator looks at first. */
export function overviewEndpoints({ operations, plan }: AdminPorts) {
  const { overview, groups, planState, pauses, statistics } = operations;
  return newRouter().openapi(overviewRoute, async (c) => {
    const nowMs = Date.now();
    const [facts, { counts }, governors, paused, lastHour] = await Promise.all([
      overview.read(plan.alerts.rules.oldFailureMs),
      groups.list({}, { limit: 1 }),
      planState.governors(),
      pauses.list(),
      statistics.read(windowOf(nowMs - hourMs, nowMs, nowMs), {}),
    ]);
    return c.json(
      {
        groups: { new: counts.open, regressed: counts.regressed },
        failures: facts.failures,
        oldestUnprocessed: facts.oldest,
        replays: facts.replays,
        attention: inOrder([...openCircuits(plan, governors), ...facts.attention, ...pausedParts(paused)]),
        connections: stripOf(plan, { governors, pauses: paused }, lastHour),
        until: lastHour.until,
      },
      200,
    );
  });
}
