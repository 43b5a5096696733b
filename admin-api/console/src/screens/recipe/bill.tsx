import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Progress } from "../../parts/progress.tsx";
import { countOf } from "../../parts/words.ts";
import type { Recipe } from "../../recipes/recipe.ts";
import "./bill.css";

type BillOf = Recipe["bill"];
type Day = BillOf["days"][number];

const columns: readonly Column<Day>[] = [
  { name: "day", words: "Day (UTC)", cell: ({ day }) => <span className="numbers">{day}</span> },
  { name: "mended", words: "Mended", isNumber: true, cell: ({ mended }) => countOf(mended) },
  { name: "applied", words: "Went well", isNumber: true, cell: ({ applied }) => countOf(applied) },
  { name: "failed", words: "Failed again", isNumber: true, cell: ({ failedAgain }) => countOf(failedAgain) },
  { name: "doubt", words: "In doubt", isNumber: true, cell: ({ inDoubt }) => countOf(inDoubt) },
  { name: "left", words: "Left", isNumber: true, cell: ({ skipped }) => countOf(skipped) },
];

/** What a recipe has cost and brought: in all, why some were left, and by day. */
export function Bill({ bill }: { readonly bill: BillOf }) {
  const { selected, pending, mended, skipped, applied, failedAgain, inDoubt, reasons, days } = bill;
  const numbers = [
    ["selected", selected],
    ["still to be looked at", pending],
    ["mended", mended],
    ["left as they are", skipped],
    ["went well", applied],
    ["failed again", failedAgain],
    ["in doubt", inDoubt],
  ] as const;
  return (
    <Section title="The bill">
      <Progress
        label="What became of its members"
        total={selected}
        parts={[
          { name: "went well", count: applied, tone: "good" },
          { name: "failed again", count: failedAgain, tone: "bad" },
          { name: "in doubt", count: inDoubt, tone: "doubt" },
          {
            name: "mended and under way",
            count: Math.max(0, mended - applied - failedAgain - inDoubt),
            tone: "busy",
          },
          { name: "left as they are", count: skipped, tone: "none" },
        ]}
      />
      <dl className="bill">
        {numbers.map(([words, count]) => (
          <div key={words}>
            <dd className="bill-number numbers">{countOf(count)}</dd>
            <dt className="faint">{words}</dt>
          </div>
        ))}
      </dl>
      {reasons.length > 0 && (
        <>
          <h3>Why some were left</h3>
          <ul className="stack-s">
            {reasons.map(({ reason, count }) => (
              <li key={reason}>
                <span className="numbers">{countOf(count)}</span> × {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {days.length > 0 && (
        <List label="The bill by day" rows={days} columns={columns} idOf={({ day }) => day} />
      )}
    </Section>
  );
}
