import type { Column } from "../../parts/list.tsx";
import { Sparkline } from "../../parts/sparkline.tsx";
import { countOf, durationOf, percentOf } from "../../parts/words.ts";
import { retryingOf, stoppedOf, type Row } from "../../routes/row.ts";
import { Stopped } from "../../routes/stopped.tsx";
import { Warnings } from "../../routes/warnings.tsx";

const none = <span className="faint">–</span>;

/** A route in a line. Numbers of deliveries are as they stand now, those of attempts of the last hour. */
export const columns: readonly Column<Row>[] = [
  { name: "route", words: "Route", cell: ({ route }) => route.name, sort: "name" },
  { name: "on", words: "Takes", cell: (row) => <Takes row={row} />, isWide: true },
  {
    name: "ready",
    words: "Ready",
    cell: ({ work }) => (work ? countOf(work.ready) : none),
    isNumber: true,
    sort: "ready",
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
    name: "rate",
    words: "Tries, 1 h",
    cell: ({ done }) => (done ? countOf(done.settled + done.failed + done.retried) : none),
    isNumber: true,
    isMinor: true,
  },
  {
    name: "success",
    words: "Success",
    cell: ({ done }) => <Share of={done?.successShare} />,
    isNumber: true,
    isMinor: true,
  },
  {
    name: "p95",
    words: "p95 to settle",
    cell: ({ done }) => (done?.criticalMs ? durationOf(done.criticalMs.p95) : none),
    isNumber: true,
    isMinor: true,
    sort: "p95",
  },
  {
    name: "course",
    words: "Last hour",
    cell: ({ route, done }) =>
      done ? (
        <Sparkline counts={done.sparkline} label={`Attempts of ${route.name} in the last hour`} />
      ) : (
        none
      ),
    isMinor: true,
  },
];

/** What is wrong comes first: there is room for the type where nothing is. */
function Takes({ row }: { readonly row: Row }) {
  return (
    <>
      <Warnings row={row} /> <span className="mono">{row.route.on ?? "–"}</span>
    </>
  );
}

function Share({ of }: { readonly of: number | null | undefined }) {
  return of === null || of === undefined ? none : <>{percentOf(of)}</>;
}
