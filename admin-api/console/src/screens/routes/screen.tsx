import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List } from "../../parts/list.tsx";
import { Page } from "../../parts/page.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { SearchBox } from "../../parts/search-box.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { countOf } from "../../parts/words.ts";
import { PauseDialog } from "../../routes/pause-dialog.tsx";
import { isFound, sorted, sorts, stoppedOf, warningsOf, type Row } from "../../routes/row.ts";
import { useRoutes } from "../../routes/use-routes.ts";
import { columns } from "./columns.tsx";

const views = {
  all: () => true,
  trouble: (row: Row) => warningsOf(row).length > 0 || stoppedOf(row.route) > 0,
  paused: ({ route }: Row) => route.paused !== null,
};
type View = keyof typeof views;
const viewWords: Readonly<Record<View, string>> = { all: "All", trouble: "Need a look", paused: "Paused" };

/** Every route: what waits, what failed, how fast it goes, and what is wrong with it. */
export function Screen() {
  const { q = "", only, sort } = useSearch({ from: "/shell/routes" });
  const { routes, queues, rows } = useRoutes();
  const [pausing, setPausing] = useState<Row>();
  const off = useWhyNot("act-in-bulk");
  const view = only === "trouble" || only === "paused" ? only : "all";
  const found = rows.filter((row) => isFound(row, q));
  const by = sorts.find((each) => each === sort) ?? "name";
  const shown = sorted(found.filter(views[view]), by);
  return (
    <Page title="Routes" lead="A route is one operation of a connection, with its own queue.">
      <Loaded of={routes} rows={12}>
        {() => (
          <>
            <Tabs
              label="Routes by how they stand"
              tabs={Object.entries(views).map(([name, holds]) => ({
                name,
                words: viewWords[name as View], // as: the keys of views
                count: found.filter(holds).length,
              }))}
              param="only"
              value={view}
            />
            <SearchBox value={q} label="Find a route or a message type" />
            {shown.length === 0 ? (
              <NoRoutes isFiltered={q !== "" || rows.length > 0} />
            ) : (
              <List
                label="Routes"
                rows={shown}
                columns={columns}
                // By name they ascend, which the mark of a sorted column would deny.
                sortedBy={by === "name" ? "" : by}
                idOf={({ route }) => route.name}
                linkOf={({ route }) => ({ to: "/routes/$name", params: { name: route.name } })}
                letters={{ p: { words: "Pause or resume the route", act: setPausing } }}
                menu={{
                  label: ({ route }) => `Acts on ${route.name}`,
                  items: (row) => [
                    {
                      words: isPaused(row) ? "Resume…" : "Pause…",
                      act: () => setPausing(row),
                      off: off ?? whyNotPaused(row),
                    },
                  ],
                }}
              />
            )}
            <p className="faint" role="status">
              {countOf(shown.length)} of {countOf(rows.length)} routes shown. Rates are of the last five
              minutes; p95 is from acceptance to settled, of the last hour. {queues.error?.message}
            </p>
          </>
        )}
      </Loaded>
      {pausing && off === undefined && whyNotPaused(pausing) === undefined && (
        <PauseDialog
          of={{ kind: "routes", name: pausing.route.name }}
          act={isPaused(pausing) ? "resume" : "pause"}
          onClose={() => setPausing(undefined)}
        />
      )}
    </Page>
  );
}

const isPaused = ({ route }: Row): boolean => route.paused?.through === "route";

/** A route that only the ledger knows has nothing to pause. */
const whyNotPaused = ({ route }: Row): string | undefined =>
  route.configured ? undefined : "The configuration does not name this route any more.";

function NoRoutes({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No route is like this">
      <QueryLink set={{ q: undefined, only: undefined }}>Show all routes</QueryLink>
    </Empty>
  ) : (
    <Empty title="No connection is configured">
      <p>Name one in spindle.config.ts: its operations become routes.</p>
    </Empty>
  );
}
