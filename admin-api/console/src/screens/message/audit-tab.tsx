import { actWords } from "../../messages/timeline.ts";
import type { HistoryEntry } from "../../messages/use-message.ts";
import { Empty } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Time } from "../../parts/time.tsx";

const columns: readonly Column<HistoryEntry>[] = [
  { name: "at", words: "When", cell: ({ at }) => <Time at={at} /> },
  { name: "action", words: "What", cell: (entry) => <span title={entry.action}>{actWords(entry)}</span> },
  { name: "actor", words: "Who", cell: ({ actor }) => actor },
  {
    name: "reason",
    words: "Why",
    isWide: true,
    cell: ({ reason }) => reason ?? <span className="faint">–</span>,
  },
];

/** What people did with it, and why, the newest on top. */
export function AuditTab({ history }: { readonly history: readonly HistoryEntry[] }) {
  if (history.length === 0)
    return (
      <Empty title="Nobody has acted on it">
        Replays, edits, discards and looks at personal data are told here.
      </Empty>
    );
  return <List label="Audit" rows={history} columns={columns} idOf={({ at, action }) => `${at} ${action}`} />;
}
