import type { Column } from "../../parts/list.tsx";
import { Badge } from "../../parts/state.tsx";
import { countOf, percentOf } from "../../parts/words.ts";
import { invalidShareOf, isDeprecated, type Contract } from "./contract-rows.ts";

/** What the list of contracts shows. */
export const columns: readonly Column<Contract>[] = [
  {
    name: "type",
    words: "Type",
    cell: (contract) => (
      <span className="row">
        <span className="mono">{contract.type}</span>
        {isDeprecated(contract) && <Badge tone="wait">deprecated</Badge>}
      </span>
    ),
  },
  { name: "kind", words: "Kind", cell: ({ kind }) => <Badge>{kind}</Badge> },
  { name: "owner", words: "Owner", cell: ({ owner }) => owner },
  { name: "summary", words: "What it says", isWide: true, isMinor: true, cell: ({ summary }) => summary },
  {
    name: "producers",
    words: "Producers",
    isNumber: true,
    isMinor: true,
    cell: ({ lastDay: { sources } }) => (sources.length < 10 ? countOf(sources.length) : "10 or more"),
  },
  { name: "consumers", words: "Consumers", isNumber: true, cell: ({ routes }) => countOf(routes.length) },
  {
    name: "volume",
    words: "24 h",
    isNumber: true,
    cell: ({ lastDay: { messages, about } }) => `${about ? "≈ " : ""}${countOf(messages)}`,
  },
  { name: "invalid", words: "Not valid", isNumber: true, cell: invalidWords },
];

function invalidWords(contract: Contract) {
  const share = invalidShareOf(contract);
  if (share === undefined) return <span className="faint">–</span>;
  return percentOf(share);
}
