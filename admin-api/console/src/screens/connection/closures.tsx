import type { Connection } from "../../connections/state.ts";
import { List, type Column } from "../../parts/list.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";

type Closure = Connection["closures"][number];

const columns: readonly Column<Closure>[] = [
  { name: "key", words: "What is closed", cell: ({ key }) => key ?? "The whole connection", isWide: true },
  {
    name: "cause",
    words: "Why",
    cell: ({ cause }) => (cause === "outage" ? "The vendor does not answer" : "The vendor asked for a pause"),
  },
  { name: "since", words: "Since", isNamed: true, cell: ({ since }) => <Time at={since} /> },
  {
    name: "until",
    words: "Opens",
    isNamed: true,
    cell: ({ until, allowed }) =>
      until === null ? `Step by step, ${countOf(allowed)} at a time now` : <Time at={until} />,
  },
];

/** What of a connection is closed, or reopens step by step. */
export function Closures({ closures }: Pick<Connection, "closures">) {
  return (
    <List
      label="Closures"
      rows={closures}
      columns={columns}
      idOf={({ key }) => key ?? "the whole connection"}
    />
  );
}
