import { useSearch } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { stateOf } from "../../connections/state.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List } from "../../parts/list.tsx";
import { Page } from "../../parts/page.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { SearchBox } from "../../parts/search-box.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { countOf } from "../../parts/words.ts";
import { stoppedOf } from "../../routes/row.ts";
import { columns, type Row } from "./columns.tsx";

const views = {
  all: () => true,
  trouble: ({ connection }: Row) => !["ready", "shadow"].includes(stateOf(connection)),
};

/** Every connection: how it stands, and how it did in the last hour. */
export function Screen() {
  const { q = "", only } = useSearch({ from: "/shell/adapters" });
  const connections = useRead("/api/v1/connections", {}, { everyMs: 30_000 });
  const rows = useRows(connections.data?.data ?? []);
  const found = rows.filter((row) => isFound(row, q));
  const shown = found.filter(views[only === "trouble" ? "trouble" : "all"]);
  return (
    <Page title="Adapters" lead="A connection is one vendor as it is configured here, by its adapter.">
      <Loaded of={connections} rows={6}>
        {() => (
          <>
            <Tabs
              label="Connections by how they stand"
              tabs={[
                { name: "all", words: "All", count: found.length },
                { name: "trouble", words: "Not ready", count: found.filter(views.trouble).length },
              ]}
              param="only"
              value={only === "trouble" ? only : "all"}
            />
            <SearchBox value={q} label="Find a connection, an adapter or a domain" />
            {shown.length === 0 ? (
              <NoConnections isFiltered={rows.length > 0} />
            ) : (
              <List
                label="Connections"
                rows={shown}
                columns={columns}
                idOf={({ connection }) => connection.id}
                linkOf={({ connection: { id } }) => ({ to: "/adapters/$id", params: { id } })}
              />
            )}
            <p className="faint" role="status">
              {countOf(shown.length)} of {countOf(rows.length)} connections shown
            </p>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function useRows(connections: readonly Row["connection"][]): readonly Row[] {
  const statistics = useRead("/api/v1/statistics", {}, { everyMs: 30_000 });
  const routes = useRead("/api/v1/routes", {}, { everyMs: 30_000 });
  const stopped = Map.groupBy(routes.data?.data ?? [], ({ connection }) => connection);
  return connections.map((connection) => ({
    connection,
    done: statistics.data?.connections.find((each) => each.connection === connection.id),
    stopped:
      routes.data && (stopped.get(connection.id) ?? []).reduce((sum, route) => sum + stoppedOf(route), 0),
  }));
}

const isFound = ({ connection: { id, adapter, domain } }: Row, words: string): boolean =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${id} ${adapter} ${domain}`.toLowerCase().includes(word));

function NoConnections({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No connection is like this">
      <QueryLink set={{ q: undefined, only: undefined }}>Show all connections</QueryLink>
    </Empty>
  ) : (
    <Empty title="No connection is configured">
      <p>Name one in spindle.config.ts, with its adapter and settings.</p>
    </Empty>
  );
}
