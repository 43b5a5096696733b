import type { Column } from "../parts/list.tsx";
import { State } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import type { MessageRow } from "./rows.ts";

const faint = <span className="faint">–</span>;
const mono = (text: string | undefined) =>
  text === undefined ? faint : <span className="mono">{text}</span>;

/** What a list of messages can show of each; the first is always shown. Its time is that of a failure, or of its acceptance. */
export const columnsFor = (of: "failures" | "messages"): readonly Column<MessageRow>[] =>
  messageColumns.map((column) => ({ ...column, ...(of === "messages" && wordsOfAll[column.name]) }));

const wordsOfAll: Readonly<Record<string, { readonly words: string }>> = {
  age: { words: "Accepted" },
  error: { words: "Error or reason" },
};

/** The columns of failures. */
export const messageColumns: readonly Column<MessageRow>[] = [
  {
    name: "key",
    words: "Business key",
    cell: ({ key, messageId }) => <span className="mono nowrap">{key ?? messageId}</span>,
  },
  { name: "state", words: "State", cell: ({ state }) => <State state={state} /> },
  { name: "type", words: "Type", isMinor: true, cell: ({ type }) => mono(type) },
  { name: "route", words: "Route", cell: ({ route }) => mono(route) },
  {
    name: "attempts",
    words: "Attempts",
    isNumber: true,
    isMinor: true,
    cell: ({ attempts }) => attempts,
  },
  { name: "error", words: "Last error", isWide: true, cell: (row) => <ErrorCell row={row} /> },
  { name: "age", words: "Last failed", cell: ({ at }) => <Time at={at} /> },
  {
    name: "first",
    words: "First failed",
    isMinor: true,
    cell: ({ firstFailedAt }) => <Time at={firstFailedAt} />,
  },
  {
    name: "next",
    words: "Next attempt",
    isMinor: true,
    cell: ({ nextAttemptAt }) => <Time at={nextAttemptAt} />,
  },
  { name: "settled", words: "Settled", isMinor: true, cell: ({ settledAt }) => <Time at={settledAt} /> },
  { name: "source", words: "Source", isMinor: true, cell: ({ source }) => mono(source) },
  {
    name: "reference",
    words: "Vendor reference",
    isMinor: true,
    cell: ({ vendorReference }) => mono(vendorReference),
  },
  { name: "id", words: "Message id", isMinor: true, cell: ({ messageId }) => mono(messageId) },
];

function ErrorCell({ row: { error, reason } }: { readonly row: MessageRow }) {
  if (error === undefined) return reason === undefined ? faint : <span className="faint">{reason}</span>;
  return (
    <span title={`${error.code}: ${error.message}`}>
      <span className="mono">{error.code}</span> {error.message}
    </span>
  );
}
