import { useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { useRead } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { QueryLink, useSetQuery } from "../../parts/query-link.tsx";
import { SearchBox } from "../../parts/search-box.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import type { Row } from "../../routes/row.ts";
import { useRoutes } from "../../routes/use-routes.ts";
import { EdgeTable } from "../../topology/edge-table.tsx";
import { around, mainGraph, wholeGraph, type GraphNode } from "../../topology/graph.ts";
import { trafficOf } from "../../topology/traffic.ts";
import { Differences } from "./differences.tsx";

const Drawing = lazy(() => import("../../topology/drawing.tsx"));

const views = [
  { name: "drawing", words: "Drawing" },
  { name: "table", words: "Table" },
];

/** How messages go from sources to vendors, as declared; how much goes where, and what fails. */
export function Screen() {
  const { view = "drawing", q = "", only, parts } = useSearch({ from: "/shell/topology" });
  const topology = useRead("/api/v1/topology", {}, { everyMs: 60_000 });
  const { rows } = useRoutes();
  const graph = useShown(topology.data, rows, { q, onlyFailing: only === "failing", all: parts === "all" });
  return (
    <Page title="Topology" lead="From those who publish to the vendors that are called, left to right.">
      <Tabs label="Ways to see it" tabs={views} param="view" value={view === "table" ? view : "drawing"} />
      <div className="row">
        <SearchBox value={q} label="Find a queue, a route or a connection" />
        <Toggle words="Only failing" param="only" value="failing" isOn={only === "failing"} />
        <Toggle words="Retry and dead-letter queues" param="parts" value="all" isOn={parts === "all"} />
      </div>
      <Loaded of={topology} rows={14}>
        {(shown) => (
          <>
            {graph.nodes.length === 0 ? (
              <Empty title={only === "failing" ? "Nothing fails" : "No part is called so"}>
                <QueryLink set={{ q: undefined, only: undefined }}>Show all parts</QueryLink>
              </Empty>
            ) : view === "table" ? (
              <EdgeTable graph={graph} rows={rows} />
            ) : (
              <Suspense fallback={<p className="faint">Drawing…</p>}>
                <Drawing graph={graph} rows={rows} />
              </Suspense>
            )}
            <p className="faint">
              A line is as wide as what goes along it in a minute, of the last five: to the queues what comes,
              to the vendors what is tried. What failed in the last hour, or cannot go on, is red.
            </p>
            <Differences topology={shown} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

type Asked = { readonly q: string; readonly onlyFailing: boolean; readonly all: boolean };

function useShown(
  topology: Parameters<typeof mainGraph>[0] | undefined,
  rows: readonly Row[],
  { q, onlyFailing, all }: Asked,
) {
  const declared = useMemo(
    () => (topology ? (all ? wholeGraph : mainGraph)(topology) : { nodes: [], edges: [] }),
    [topology, all],
  );
  // How routes do changes often; where it is not asked for, the drawing stays as it is.
  const asked = onlyFailing ? rows : noRows;
  return useMemo(() => {
    const traffic = trafficOf(asked);
    const words = q.toLowerCase();
    const isAsked = ({ kind, name, routes }: GraphNode) =>
      // All leads away from a source: who looks for a name means what messages come to.
      kind !== "source" &&
      (words === "" || [name, ...routes].some((each) => each.toLowerCase().includes(words))) &&
      // A connection fails with one of its routes: around it would be all the others too.
      (!onlyFailing || (kind === "queue" && traffic({ routes }).isFailing));
    return words === "" && !onlyFailing ? declared : around(declared, isAsked);
  }, [declared, q, onlyFailing, asked]);
}

const noRows: readonly Row[] = [];

type ToggleProps = {
  readonly words: string;
  readonly param: string;
  readonly value: string;
  readonly isOn: boolean;
};

function Toggle({ words, param, value, isOn }: ToggleProps) {
  const set = useSetQuery();
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={() => set({ [param]: isOn ? undefined : value })} />
      {words}
    </label>
  );
}
