import type { Connection } from "../../connections/state.ts";
import { Facts, Section } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf, durationOf } from "../../parts/words.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { Throughput } from "../../statistics/throughput.tsx";
import { leftWords } from "../../connections/left-words.ts";
import { Accounts } from "./accounts.tsx";
import { Closures } from "./closures.tsx";
import { LastErrors } from "./last-errors.tsx";

type Given = {
  readonly connection: Answer<"/api/v1/connections/{id}">;
  readonly range: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** How a connection stands now, how it did, and what went wrong last. */
export function StandingTab({ connection, range, from, to }: Given) {
  const { id, limits, slots } = connection;
  return (
    <>
      <Section title="Now">
        <Facts
          facts={[
            ["Circuit", connection.circuit.state === "open" ? "Open: the vendor is away" : "Closed"],
            ["At a time", leftWords.atATime(connection)],
            ["In the next second", leftWords.inSecond(connection)],
            ["For each account", limits.perKey ? perKeyWords(limits.perKey) : undefined],
            ["Taken by workers", slots.length === 0 ? "None now" : <Slots key="slots" slots={slots} />],
          ]}
        />
        {connection.closures.length > 0 && <Closures closures={connection.closures} />}
      </Section>
      {limits.perKey && <Accounts accounts={connection.accounts} />}
      <Throughput of={{ connection: id }} range={range} from={from} to={to} />
      <LastErrors connection={id} />
      <CircuitHistory connection={id} />
    </>
  );
}

type PerKey = NonNullable<Connection["limits"]["perKey"]>;

/** The admin API leaves out what is not limited. */
const perKeyWords = ({ concurrency, perSecond }: Partial<PerKey>): string =>
  [
    concurrency !== undefined && `${countOf(concurrency)} at a time`,
    perSecond !== undefined && `${countOf(perSecond)} in a second`,
  ]
    .filter((words) => typeof words === "string")
    .join(", ");

function Slots({ slots }: Pick<Connection, "slots">) {
  return (
    <ul>
      {slots.map(({ worker, slots: places }) => (
        <li key={worker}>
          {countOf(places)}: <code>{worker}</code>
        </li>
      ))}
    </ul>
  );
}

/** When the circuit was open for long enough that somebody was told. */
function CircuitHistory({ connection }: { readonly connection: string }) {
  const alerts = useRead(
    "/api/v1/alerts",
    { query: { kind: "circuitOpen", limit: 100 } },
    { everyMs: 30_000 },
  );
  const own = alerts.data?.data.filter((alert) => alert.connection === connection) ?? [];
  if (own.length === 0) return null;
  return (
    <Section title="When its circuit was open">
      <ul className="stack-s">
        {own.slice(0, 20).map(({ id, since, endedAt }) => (
          <li key={id}>
            <Time at={since} />,{" "}
            {endedAt === null ? "still open" : `for ${durationOf(Date.parse(endedAt) - Date.parse(since))}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}
