import { getRouteApi } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { useSetQuery } from "../../parts/query-link.tsx";
import { Badge } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { Time } from "../../parts/time.tsx";
import { manyOf } from "../../parts/words.ts";
import { Opened } from "./opened.tsx";
import { proposalOf, waitingOf, type Waiting } from "./waiting.ts";

const route = getRouteApi("/shell/approvals");

const columns: readonly Column<Waiting>[] = [
  { name: "why", words: "Why", isWide: true, cell: (waiting) => proposalOf(waiting).reason },
  {
    name: "kind",
    words: "Kind",
    cell: ({ kind }) => <Badge>{kind === "edit" ? "Edit" : "Recipe"}</Badge>,
  },
  { name: "what", words: "What", cell: whatOf, isMinor: true },
  {
    name: "places",
    words: "Personal places",
    isMinor: true,
    cell: (waiting) => <span className="mono">{proposalOf(waiting).delicate.join(", ") || "–"}</span>,
  },
  { name: "by", words: "By", cell: (waiting) => proposalOf(waiting).author },
  { name: "until", words: "Runs out", cell: (waiting) => <Time at={proposalOf(waiting).expiresAt} /> },
];

function whatOf(waiting: Waiting): string {
  if (waiting.kind === "edit") return `${waiting.edit.type ?? "unknown type"} to ${waiting.edit.route}`;
  return manyOf(waiting.recipe.bill.selected, "failure");
}

/** What waits for a second person: edits of single failures, and recipes over many. */
export function Screen() {
  const { kind = "all", open } = route.useSearch();
  const set = useSetQuery();
  const approvals = useRead("/api/v1/approvals", {}, { everyMs: 15_000 });
  const all = approvals.data && waitingOf(approvals.data);
  const opened = all?.find(({ key }) => key === open);
  return (
    <Page
      title="Approvals"
      lead="Edits that touch personal or sensitive data, and recipes that go on, need a second person. Who wrote one cannot approve it."
    >
      <Tabs
        label="What waits"
        tabs={[
          { name: "all", words: "All", count: all?.length },
          { name: "edit", words: "Edits", count: approvals.data?.data.length },
          { name: "recipe", words: "Recipes", count: approvals.data?.recipes.length },
        ]}
        param="kind"
        value={kind}
        clears={["open"]}
      />
      <Loaded of={approvals}>
        {(read) => (
          <Shown
            rows={waitingOf(read).filter((each) => kind === "all" || each.kind === kind)}
            kind={kind}
            open={open}
          />
        )}
      </Loaded>
      {opened && <Opened waiting={opened} onClose={() => set({ open: undefined })} />}
      {open !== undefined && all && !opened && (
        <p role="status">What this address names does not wait any more: somebody decided, or it ran out.</p>
      )}
    </Page>
  );
}

type ShownProps = {
  readonly rows: readonly Waiting[];
  readonly kind: string;
  readonly open: string | undefined;
};

function Shown({ rows, kind, open }: ShownProps) {
  if (rows.length === 0)
    return (
      <Empty title="Nothing waits for a second person">
        <p>
          Edit a failed message, or write a recipe for a failure group: where it touches personal data, it
          waits here until somebody else has looked at it.
        </p>
      </Empty>
    );
  return (
    <>
      <List
        label="What waits for a second person"
        rows={rows}
        columns={columns}
        idOf={({ key }) => key}
        linkOf={({ key }) => ({
          to: "/approvals",
          search: { open: key, ...(kind !== "all" && { kind }) },
        })}
        current={open}
      />
      <Pager shown={rows.length} total={rows.length} next={undefined} isFurther={false} />
    </>
  );
}
