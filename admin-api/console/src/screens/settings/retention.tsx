import { useRead, type Answer } from "../../api/queries.ts";
import { Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";
import { bytesOf, countOf, manyOf } from "../../parts/words.ts";

type Kept = Answer<"/api/v1/retention">;
type Day = Kept["days"][number];

const columns: readonly Column<Day>[] = [
  { name: "day", words: "Day (UTC)", cell: ({ day }) => <span className="numbers">{day}</span> },
  {
    name: "deliveries",
    words: "Deliveries, about",
    isNumber: true,
    cell: ({ deliveries }) => (deliveries === null ? "–" : countOf(Math.round(deliveries))),
  },
  { name: "bytes", words: "Size", isNumber: true, cell: ({ bytes }) => bytesOf(bytes) },
  {
    name: "open",
    words: "Still open",
    isNumber: true,
    cell: ({ open }) => countOf(open),
  },
  { name: "goes", words: "Goes", isNamed: true, cell: ({ goesAt }) => <Time at={goesAt} /> },
  { name: "stays", words: "Why it stays", isWide: true, cell: ({ stays }) => stays ?? "" },
];

/** For how long things are kept, what is there by day, and what the last round took away. */
export function Retention() {
  const retention = useRead("/api/v1/retention");
  return (
    <Loaded of={retention}>
      {({ keeps, days, outlived, lastRun }) => (
        <>
          <Section title="How long things are kept">
            <Facts
              facts={[
                ["Deliveries and attempts", manyOf(keeps.ledgerDays, "day")],
                ["Messages as they came", manyOf(keeps.intakeDays, "day")],
                ["References at vendors", manyOf(keeps.referenceDays, "day")],
                ["Replays", manyOf(keeps.replayDays, "day")],
                ["Failures that are open", "until somebody settles them"],
              ]}
            />
          </Section>
          <Section title="By day">
            <List label="What is kept by day" rows={days} columns={columns} idOf={({ day }) => day} />
            <p className="faint">
              {manyOf(outlived.open, "failure")} outlived their day, {bytesOf(outlived.bytes)}.
            </p>
          </Section>
          <LastRun run={lastRun} />
        </>
      )}
    </Loaded>
  );
}

function LastRun({ run }: { readonly run: Kept["lastRun"] }) {
  if (run === null) return null;
  const { at, retired, stayed, pruned } = run;
  const rest = Object.entries(pruned).map(([what, count]) => `${countOf(count)} ${what}`);
  return (
    <Section title="The last round">
      <Facts
        facts={[
          ["When", <Time key="at" at={at} />],
          [
            "Days taken away",
            retired.map(({ day, dropped, kept }) => `${day} (${dropped} gone, ${kept} kept)`).join(", ") ||
              "none",
          ],
          ["Days left", stayed.map(({ day, because }) => `${day}: ${because}`).join(", ") || "none"],
          ["Also taken away", rest.join(", ") || "nothing"],
        ]}
      />
    </Section>
  );
}
