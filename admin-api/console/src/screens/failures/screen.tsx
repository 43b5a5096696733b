import { getRouteApi } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { useRead } from "../../api/queries.ts";
import { FilterBar } from "./filter-bar.tsx";
import { Groups } from "./groups.tsx";
import { narrowedOf, tabsOf } from "./query.ts";
import { TallyList } from "./tally-list.tsx";
import { Ungrouped } from "./ungrouped.tsx";

const route = getRouteApi("/shell/failures");

/** Failures by their cause: what is open, and what is to become of it. */
export function Screen() {
  const query = route.useSearch();
  const narrowed = { ...narrowedOf(query), limit: 1 };
  const now = useRead("/api/v1/failure-groups", { query: narrowed }, { keepFormer: true }).data;
  const settled = useRead(
    "/api/v1/failure-groups",
    { query: { ...narrowed, includeSettled: "true" } },
    { keepFormer: true },
  ).data;
  return (
    <Page title="Failures" lead="Failures with the same cause are one group.">
      <Tabs
        label="States"
        tabs={tabsOf(now?.counts, settled?.counts)}
        param="status"
        value={query.status ?? "open"}
        clears={["cursor"]}
      />
      <FilterBar query={query} />
      <Ungrouped count={now?.ungrouped ?? 0} />
      {query.groupBy === undefined ? (
        <Groups query={query} />
      ) : (
        <TallyList query={query} groupBy={query.groupBy} />
      )}
    </Page>
  );
}
