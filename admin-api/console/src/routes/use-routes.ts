import { useMemo } from "react";
import { useRead } from "../api/queries.ts";
import { rowsOf } from "./row.ts";

/** Between two looks at what no event tells: the broker's queues, and the counts of the last hour. */
const queuesMs = 10_000;
const statisticsMs = 30_000;

/** All routes with their queues and numbers. The routes are the read to wait for; the rest comes when it does, or not. */
export function useRoutes() {
  const routes = useRead("/api/v1/routes", {}, { everyMs: statisticsMs });
  const connections = useRead("/api/v1/connections", {}, { everyMs: statisticsMs });
  const queues = useRead("/api/v1/queues", {}, { everyMs: queuesMs });
  const statistics = useRead("/api/v1/statistics", {}, { everyMs: statisticsMs });
  const rows = useMemo(
    () =>
      rowsOf({
        routes: routes.data?.data ?? [],
        connections: connections.data?.data,
        queues: queues.data?.data,
        done: statistics.data?.routes,
      }),
    [routes.data, connections.data, queues.data, statistics.data],
  );
  return { routes, queues, statistics, rows };
}
