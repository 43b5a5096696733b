import { useRead } from "../../api/queries.ts";
import { Empty } from "../../parts/empty.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { Time } from "../../parts/time.tsx";
import { narrowing, type Query } from "./query.ts";

/** Nothing to show: because nothing failed, or because of the filter. */
export function NoGroups({ query }: { readonly query: Query }) {
  if (narrowing.some((name) => query[name] !== undefined)) return <NoMatch />;
  if (query.status !== undefined && query.status !== "all")
    return <Empty title={`No group is ${query.status}`} />;
  return <NothingFailed />;
}

const NoMatch = () => (
  <Empty title="No match">
    <QueryLink set={Object.fromEntries(narrowing.map((name) => [name, undefined]))} className="button">
      Clear filters
    </QueryLink>
  </Empty>
);

function NothingFailed() {
  const { data } = useRead("/api/v1/failure-groups", {
    query: { includeSettled: "true", sort: "lastSeen", limit: 1 },
  });
  const [last] = data?.data ?? [];
  return (
    <Empty title="Nothing has failed that is not settled">
      <p>
        {last ? (
          <>
            The last failure was <Time at={last.lastSeenAt} />, on {last.route}.
          </>
        ) : (
          "No failure is known at all."
        )}
      </p>
    </Empty>
  );
}
