import type { Answer } from "../../api/queries.ts";
import { ConnectionBadge } from "../../connections/connection-badge.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Sparkline } from "../../parts/sparkline.tsx";
import { durationOf, percentOf } from "../../parts/words.ts";

type Connection = Answer<"/api/v1/overview">["connections"][number];

const columns: readonly Column<Connection>[] = [
  { name: "id", words: "Connection", cell: ({ id }) => id, isWide: true },
  { name: "adapter", words: "Adapter", cell: ({ adapter }) => adapter, isMinor: true },
  {
    name: "state",
    words: "State",
    cell: ({ state }) => <ConnectionBadge state={state} />,
  },
  {
    name: "success",
    words: "Success",
    isNumber: true,
    cell: ({ successShare }) => (successShare === null ? "–" : percentOf(successShare)),
  },
  {
    name: "p95",
    words: "p95",
    isNumber: true,
    cell: ({ p95Ms }) => (p95Ms === null ? "–" : durationOf(p95Ms)),
  },
  {
    name: "course",
    words: "Attempts",
    isMinor: true,
    cell: ({ sparkline }) => <Sparkline counts={sparkline} label="Attempts in the last hour" />,
  },
];

/** Every connection in a line. */
export function ConnectionStrip({ connections }: { readonly connections: readonly Connection[] }) {
  return (
    <List
      label="Adapters, last hour"
      rows={connections}
      columns={columns}
      idOf={({ id }) => id}
      linkOf={({ id }) => ({ to: "/adapters/$id", params: { id } })}
    />
  );
}
