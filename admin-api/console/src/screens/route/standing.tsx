import { Link } from "@tanstack/react-router";
import { Facts, Section } from "../../parts/page.tsx";
import { countOf, durationOf, manyOf, rateOf } from "../../parts/words.ts";
import { retryingOf, type Row } from "../../routes/row.ts";

/** What of a route's messages waits where. `unseen` says why the broker tells nothing. */
export function Standing({ row, unseen }: { readonly row: Row; readonly unseen: string | undefined }) {
  const { route, work, done } = row;
  const { dead, blocked, inDoubt } = route.counts;
  return (
    <Section title="Now">
      <Facts
        facts={[
          [route.lane ? "Ready in its group" : "Ready", work ? countOf(work.ready) : "–"],
          ["In flight", countOf(route.counts.inFlight)],
          [
            "In a minute",
            done && (
              <>
                {rateOf(done.perMinute.accepted)} came, {rateOf(done.perMinute.settled)} were settled
              </>
            ),
          ],
          ["Consumers", work ? countOf(work.consumers) : "–"],
          [
            "Retrying",
            <Deliveries key="retrying" of={route.name} view="retrying" count={retryingOf(route)} />,
          ],
          ["Failed", <Deliveries key="failed" of={route.name} view="failed" count={dead + blocked} />],
          ["In doubt", <Deliveries key="doubt" of={route.name} view="inDoubt" count={inDoubt} />],
          [
            "In line in its group",
            route.lane ? (
              <InLine key="lane" lane={route.lane} isStopped={dead + blocked + inDoubt > 0} />
            ) : undefined,
          ],
        ]}
      />
      {unseen !== undefined && <p className="faint">{unseen}</p>}
    </Section>
  );
}

type DeliveriesProps = { readonly of: string; readonly view: string; readonly count: number };

function Deliveries({ of, view, count }: DeliveriesProps) {
  if (count === 0) return <>0</>;
  return (
    <Link to="/messages" search={{ view, route: of }} className="numbers">
      {manyOf(count, "delivery", "deliveries")}
    </Link>
  );
}

type Lane = NonNullable<Row["route"]["lane"]>;

/** Where something has failed one looks for the lanes that stand still, else for those that wait. */
function InLine({ lane, isStopped }: { readonly lane: Lane; readonly isStopped: boolean }) {
  if (lane.deliveries === 0) return <>0</>;
  const view = isStopped ? {} : { state: "waiting" };
  return (
    <Link to="/lanes" search={{ group: lane.group, ...view }} className="numbers">
      {manyOf(lane.deliveries, "delivery", "deliveries")} in {manyOf(lane.lanes, "lane")}, the oldest for{" "}
      {durationOf(lane.oldestSeconds * 1_000)}
    </Link>
  );
}
