import { getRouteApi, Link } from "@tanstack/react-router";
import { useRead, type Answer } from "../../api/queries.ts";
import { wayIn } from "../../messages/way-in.ts";
import { CopyButton } from "../../parts/copy.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Badge } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { Time } from "../../parts/time.tsx";

const route = getRouteApi("/shell/settings");

type Alert = Answer<"/api/v1/alerts">["data"][number];

const states = [
  { name: "open", words: "Open" },
  { name: "ended", words: "Ended" },
] as const;

const kinds: Readonly<Record<Alert["kind"], string>> = {
  newGroup: "new group",
  regressedGroup: "regressed group",
  oldFailure: "old failure",
  oldLane: "lane stands still",
  circuitOpen: "vendor away",
  backlog: "backlog",
  recorderLag: "dead letters unrecorded",
  quietFeed: "quiet feed",
};

const columns: readonly Column<Alert>[] = [
  { name: "title", words: "Alert", isWide: true, cell: ({ title }) => title },
  { name: "kind", words: "Kind", cell: ({ kind }) => <Badge>{kinds[kind]}</Badge> },
  {
    name: "connection",
    words: "Adapter",
    isMinor: true,
    cell: ({ connection }) => (connection === null ? "–" : <PlaceOf connection={connection} />),
  },
  { name: "since", words: "Since", isNamed: true, cell: ({ since }) => <Time at={since} /> },
];

const endedColumns: readonly Column<Alert>[] = [
  ...columns,
  { name: "ended", words: "Ended", isNamed: true, cell: ({ endedAt }) => <Time at={endedAt} /> },
];

/** The way in is no adapter. */
function PlaceOf({ connection }: { readonly connection: string }) {
  if (connection === wayIn) return "the way in";
  return (
    <Link to="/adapters/$id" params={{ id: connection }}>
      {connection}
    </Link>
  );
}

/** What a person should look at, or should have until it ended. */
export function Alerts() {
  const { state: asked, cursor } = route.useSearch();
  const state = asked === "ended" ? "ended" : "open";
  const alerts = useRead(
    "/api/v1/alerts",
    { query: { state, cursor, limit: 50 } },
    { keepFormer: true, everyMs: 15_000 },
  );
  return (
    <Section title="Alerts">
      <Tabs label="Alerts by state" tabs={states} param="state" value={state} clears={["cursor"]} />
      <Loaded of={alerts}>
        {({ data, next }) =>
          data.length === 0 ? (
            <Empty title={state === "open" ? "Nothing needs a person now" : "No alert has ended yet"}>
              <p>
                The schedulers look every 15 seconds, and tell the endpoints that the configuration names.
              </p>
            </Empty>
          ) : (
            <>
              <List
                label="Alerts"
                rows={data}
                columns={state === "ended" ? endedColumns : columns}
                idOf={({ id }) => id}
                actions={({ next: command }) => (
                  <CopyButton text={`npx ${command}`} label={`Copy the next step: ${command}`} />
                )}
              />
              <Pager shown={data.length} next={next} isFurther={cursor !== undefined} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
