import type { Column } from "../../parts/list.tsx";
import { countOf, rateOf, roughDurationOf } from "../../parts/words.ts";
import { readyOf, retryingOf, stoppedOf, type Row } from "../../routes/row.ts";
import { Stopped } from "../../routes/stopped.tsx";
import { Warnings } from "../../routes/warnings.tsx";
import { courseColumn } from "../../statistics/course-column.tsx";
import "./routes.css";

const none = <span className="faint">–</span>;

/** A route in a line. Numbers of deliveries are as they stand now, rates of the last minutes, what attempts made of the last hour. */
export const columns: readonly Column<Row>[] = [
  { name: "route", words: "Route", cell: (row) => <Name row={row} />, isWide: true, sort: "name" },
  {
    name: "ready",
    words: "Ready",
    cell: (row) => <Ready row={row} />,
    isNumber: true,
    sort: "ready",
  },
  {
    name: "inFlight",
    words: "In flight",
    cell: ({ route }) => countOf(route.counts.inFlight),
    isNumber: true,
    isMinor: true,
  },
  {
    name: "in",
    words: "In/min",
    cell: ({ done }) => (done ? rateOf(done.perMinute.accepted) : none),
    isNumber: true,
    isMinor: true,
  },
  {
    name: "out",
    words: "Out/min",
    cell: ({ done }) => (done ? rateOf(done.perMinute.settled) : none),
    isNumber: true,
    isMinor: true,
  },
  {
    name: "consumers",
    words: "Consumers",
    cell: ({ work }) => (work ? countOf(work.consumers) : none),
    isNumber: true,
    isMinor: true,
  },
  {
    name: "retrying",
    words: "Retrying",
    cell: ({ route }) => countOf(retryingOf(route)),
    isNumber: true,
    isMinor: true,
  },
  {
    name: "dead",
    words: "Stopped",
    cell: ({ route }) => <Stopped of={{ route: route.name }} count={stoppedOf(route)} />,
    isNumber: true,
    sort: "dead",
  },
  {
    name: "p95",
    words: "p95",
    cell: ({ done }) => (done?.criticalMs ? roughDurationOf(done.criticalMs.p95) : none),
    isNumber: true,
    isMinor: true,
    sort: "p95",
  },
  courseColumn(({ route, done }) => ({ name: route.name, counts: done?.sparkline })),
];

/** What is wrong stands beside the name, and what it takes below. */
const Name = ({ row }: { readonly row: Row }) => (
  <span className="route-name">
    <span>
      {row.route.name} <Warnings row={row} />
    </span>
    <span className="route-takes mono">{row.route.on ?? "no type"}</span>
  </span>
);

function Ready({ row }: { readonly row: Row }) {
  const ready = readyOf(row);
  return ready === undefined ? none : <>{countOf(ready)}</>;
}
