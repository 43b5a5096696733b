import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useRead } from "../../api/queries.ts";
import { GroupDialog, type ChosenAct } from "../../groups/group-dialog.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { GroupList } from "./group-list.tsx";
import { NoGroups } from "./no-groups.tsx";
import { filterOf, tabsOf } from "./query.ts";
import { Ungrouped } from "./ungrouped.tsx";

const route = getRouteApi("/shell/failures");

/** Failures by their cause: what is open, and what is to become of it. */
export function Screen() {
  const query = route.useSearch();
  const [chosen, choose] = useState<ChosenAct>();
  const filter = filterOf(query);
  const page = useRead("/api/v1/failure-groups", { query: filter }, { keepFormer: true });
  return (
    <Page title="Failures" lead="Failures with the same cause are one group.">
      <Loaded of={page} rows={10}>
        {({ data, next, counts, ungrouped }) => (
          <>
            <Tabs
              label="States"
              tabs={tabsOf(counts)}
              param="status"
              value={query.status ?? "open"}
              clears={["cursor"]}
            />
            <Ungrouped count={ungrouped} />
            {data.length === 0 ? (
              <NoGroups query={query} />
            ) : (
              <GroupList groups={data} sort={query.sort ?? "lastSeen"} onChoose={choose} />
            )}
            <Pager shown={data.length} next={next} isFurther={query.cursor !== undefined} />
          </>
        )}
      </Loaded>
      {chosen && <GroupDialog chosen={chosen} onClose={() => choose(undefined)} />}
    </Page>
  );
}
