import { Link } from "@tanstack/react-router";
import type { Answer } from "../../api/queries.ts";
import { ConnectionBadge } from "../../connections/connection-badge.tsx";
import { stateOf, type Connection } from "../../connections/state.ts";
import type { Column } from "../../parts/list.tsx";
import { countOf, durationOf, percentOf } from "../../parts/words.ts";
import { Stopped } from "../../routes/stopped.tsx";
import { courseColumn } from "../../statistics/course-column.tsx";

type Done = Answer<"/api/v1/statistics">["connections"][number];

/** A connection, what the last hour's attempts made of it, and how many of its deliveries wait for a person. */
export type Row = {
  readonly connection: Connection;
  readonly done: Done | undefined;
  readonly stopped: number | undefined;
};

const none = <span className="faint">–</span>;

export const columns: readonly Column<Row>[] = [
  { name: "id", words: "Connection", cell: ({ connection }) => connection.id },
  {
    name: "state",
    words: "State",
    cell: ({ connection }) => <ConnectionBadge state={stateOf(connection)} />,
  },
  {
    name: "adapter",
    words: "Adapter",
    cell: ({ connection: { adapter, version, domain } }) => (
      <>
        {adapter} {version} <span className="faint">{domain}</span>
      </>
    ),
    isWide: true,
  },
  {
    name: "level",
    words: "Conformance",
    cell: ({ connection: { conformance } }) => conformance?.level ?? none,
    isMinor: true,
  },
  {
    name: "left",
    words: "Free now",
    cell: ({ connection: { left, limits } }) => `${countOf(left.atATime)} of ${countOf(limits.concurrency)}`,
    isNumber: true,
    isMinor: true,
  },
  {
    name: "routes",
    words: "Routes",
    cell: ({ connection: { id, routes } }) => (
      <Link to="/routes" search={{ q: id }}>
        {countOf(routes.length)}
      </Link>
    ),
    isNumber: true,
    isMinor: true,
  },
  {
    name: "stopped",
    words: "Stopped",
    cell: ({ connection: { id }, stopped }) =>
      stopped === undefined ? none : <Stopped of={{ connection: id }} count={stopped} />,
    isNumber: true,
  },
  {
    name: "tries",
    words: "Tries, 1 h",
    cell: ({ done }) => (done ? countOf(done.settled + done.failed + done.retried) : none),
    isNumber: true,
    isMinor: true,
  },
  {
    name: "success",
    words: "Success",
    cell: ({ done }) => (typeof done?.successShare === "number" ? percentOf(done.successShare) : none),
    isNumber: true,
  },
  {
    name: "p95",
    words: "p95",
    cell: ({ done }) => (done?.durationMs ? durationOf(done.durationMs.p95) : none),
    isNumber: true,
  },
  courseColumn(({ connection, done }) => ({ name: connection.id, counts: done?.sparkline })),
];
