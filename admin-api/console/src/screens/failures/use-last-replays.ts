import { useMemo } from "react";
import { useRead } from "../../api/queries.ts";
import type { Replay } from "../../replays/outcomes.ts";
import { groupsOf } from "../../replays/told.ts";

/** The newest replay of each group, of the last hundred replays. */
export function useLastReplays(): ReadonlyMap<string, Replay> {
  const { data } = useRead("/api/v1/replays", { query: { limit: 100 } });
  return useMemo(() => {
    const newestLast = (data?.data ?? []).toReversed();
    return new Map(newestLast.flatMap((replay) => groupsOf(replay).map((group) => [group, replay] as const)));
  }, [data]);
}
