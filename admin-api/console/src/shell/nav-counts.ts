import { useRead } from "../api/queries.ts";

/** Groups that are open, approvals that wait, lanes that are blocked: what the navigation counts, by the address of its screen. */
export function useNavCounts(): Readonly<Record<string, number | undefined>> {
  const groups = useRead("/api/v1/failure-groups", { query: { limit: 1 } }).data;
  const approvals = useRead("/api/v1/approvals", {}, { everyMs: 60_000 }).data;
  return {
    "/failures": groups && groups.counts.open + groups.counts.regressed,
    "/approvals": approvals && approvals.data.length + approvals.recipes.length,
  };
}
