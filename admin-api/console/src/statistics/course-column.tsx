import type { Column } from "../parts/list.tsx";
import { Sparkline } from "../parts/sparkline.tsx";

type Course = {
  /** Of what. */
  readonly name: string;
  /** Attempts by their time; undefined where nothing is known of them. */
  readonly counts: readonly number[] | undefined;
};

/** The course of the last hour's attempts, as a column of a list of whatever made them. */
export const courseColumn = <Row,>(courseOf: (row: Row) => Course): Column<Row> => ({
  name: "course",
  words: "Last hour",
  cell: (row) => {
    const { name, counts } = courseOf(row);
    if (counts === undefined) return <span className="faint">–</span>;
    return <Sparkline counts={counts} label={`Attempts of ${name} in the last hour`} />;
  },
  isMinor: true,
});
