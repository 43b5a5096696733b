import { useRead, type Answer } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Sparkline } from "../../parts/sparkline.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf, manyOf } from "../../parts/words.ts";
import { tallyQueryOf, type Query } from "./query.ts";

type Tally = Answer<"/api/v1/failure-tallies">["data"][number];

const columns: readonly Column<Tally>[] = [
  { name: "key", words: "All of", isWide: true, cell: ({ key }) => key ?? "not known" },
  { name: "groups", words: "Groups", isNumber: true, cell: ({ groups }) => countOf(groups) },
  { name: "count", words: "Failures", isNumber: true, cell: ({ count }) => countOf(count) },
  {
    name: "hourly",
    words: "24 h",
    isMinor: true,
    cell: ({ hourly }) => (
      <Sparkline counts={hourly} label="Failed in each of the last 24 hours" tone="bad" />
    ),
  },
  { name: "first", words: "First seen", isMinor: true, cell: ({ firstSeenAt }) => <Time at={firstSeenAt} /> },
  { name: "last", words: "Last seen", cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
];

/** Groups put together by something else than their cause; each line leads to its groups. */
export function TallyList({ query, groupBy }: { readonly query: Query; readonly groupBy: string }) {
  const tallies = useRead(
    "/api/v1/failure-tallies",
    { query: tallyQueryOf(query, groupBy) },
    { keepFormer: true },
  );
  const linkOf = ({ key }: Tally) => ({
    to: "/failures" as const,
    search: { ...query, groupBy: undefined, ...(key !== null && { [groupBy]: key }) },
  });
  return (
    <Loaded of={tallies} rows={6}>
      {({ data, complete }) =>
        data.length === 0 ? (
          <Empty title="No match" />
        ) : (
          <>
            <List
              label={`Failures by ${groupBy}`}
              rows={data}
              columns={columns}
              idOf={({ key }) => key ?? ""}
              linkOf={linkOf}
            />
            <p className="faint" role="status">
              {manyOf(data.length, "line")}
              {!complete && ", the largest; there are more"}
            </p>
          </>
        )
      }
    </Loaded>
  );
}
