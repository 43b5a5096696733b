import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { Button } from "../../parts/button.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { OutcomeBadge } from "../../replays/outcome-badge.tsx";
import { outcomes, type Outcome, type Replay } from "../../replays/outcomes.ts";
import { ReplayFailedAgain } from "./replay-failed-again.tsx";

type Item = Answer<"/api/v1/replays/{id}/items">["data"][number];

const route = getRouteApi("/shell/replays/$id");

const columns: readonly Column<Item>[] = [
  {
    name: "key",
    words: "Business key",
    cell: ({ entityKey, messageId }) => <span className="mono nowrap">{entityKey ?? messageId}</span>,
  },
  { name: "outcome", words: "Outcome", cell: ({ state }) => <OutcomeBadge state={state} /> },
  { name: "route", words: "Route", isMinor: true, cell: (item) => item.route },
  {
    name: "reason",
    words: "Why",
    isWide: true,
    cell: ({ reason, error }) => <Why reason={reason} error={error} />,
  },
];

function Why({ reason, error }: Pick<Item, "reason" | "error">) {
  if (error === null) return reason ?? <span className="faint">–</span>;
  return (
    <span title={`${error.code}: ${error.message}`}>
      <span className="mono">{error.code}</span> {error.message}
    </span>
  );
}

/** The frozen selection, item by item, and by what became of them. */
export function Items({ replay }: { readonly replay: Replay }) {
  const { id, failedAgain } = replay;
  const { state = "all", cursor } = route.useSearch();
  const [again, setAgain] = useState(false);
  const off = useWhyNot("act-in-bulk");
  const page = useRead(
    "/api/v1/replays/{id}/items",
    { path: { id }, query: { ...(state !== "all" && { state }), cursor, limit: 25 } },
    { keepFormer: true },
  );
  return (
    <Section
      title="Items"
      actions={
        failedAgain > 0 && (
          <Button off={off} onClick={() => setAgain(true)}>
            {`Replay the ${failedAgain === 1 ? "one" : failedAgain} that failed again…`}
          </Button>
        )
      }
    >
      <Tabs label="Outcomes" tabs={tabsOf(replay)} param="state" value={state} clears={["cursor"]} />
      <Loaded of={page}>
        {({ data, next }) =>
          data.length === 0 ? (
            <Empty title="No item is here" />
          ) : (
            <>
              <List label="Items" rows={data} columns={columns} idOf={(item) => item.id} linkOf={linkOf} />
              <Pager
                shown={data.length}
                total={state === "all" ? replay.selected : replay[state as Outcome]}
                next={next}
                isFurther={cursor !== undefined}
              />
            </>
          )
        }
      </Loaded>
      {again && <ReplayFailedAgain id={id} onClose={() => setAgain(false)} />}
    </Section>
  );
}

const linkOf = ({ messageId, route: name }: Item) => ({
  to: "/messages/$id" as const,
  params: { id: messageId },
  search: { route: name },
});

const tabsOf = (replay: Replay) => [
  { name: "all", words: "All", count: replay.selected },
  ...outcomes
    .filter(({ state }) => replay[state] > 0)
    .map(({ state, words }) => ({ name: state, words, count: replay[state] })),
];
