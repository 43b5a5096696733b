import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { LaneActs } from "../../lanes/lane-acts.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { State } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";

type Lane = Answer<"/api/v1/lanes">["data"][number];

const views = [
  { name: "blocked", words: "Stand still" },
  { name: "waiting", words: "Head waits" },
  { name: "parked", words: "In line" },
  { name: "running", words: "Under way" },
  { name: "inDoubt", words: "In doubt" },
] as const;

const columns: readonly Column<Lane>[] = [
  { name: "key", words: "Key", cell: ({ key }) => <span className="mono">{key}</span> },
  { name: "group", words: "Group", cell: ({ group }) => group, isMinor: true },
  { name: "state", words: "Head", cell: ({ head }) => (head ? <State state={head.state} /> : "–") },
  {
    name: "cause",
    words: "Why it stands",
    cell: ({ head }) => head?.error?.message ?? head?.reason ?? "–",
    isWide: true,
  },
  { name: "depth", words: "In line", cell: ({ depth }) => countOf(depth), isNumber: true },
  { name: "age", words: "Head since", cell: ({ head }) => <Time at={head?.parkedAt} /> },
];

/** Strict lanes: which key stands still, why, and what to do with its head. */
export function Screen() {
  const { state = "blocked", group, cursor } = useSearch({ from: "/shell/lanes" });
  const [acting, setActing] = useState<{ readonly lane: Lane; readonly act: "retry" | "skip" | "release" }>();
  const mayAct = useWhyNot("act") === undefined;
  const lanes = useRead(
    "/api/v1/lanes",
    { query: { state: state === "blocked" ? undefined : state, group, cursor, limit: 50 } },
    { keepFormer: true },
  );
  return (
    <Page
      title="Lanes"
      lead="Deliveries about one thing go in order. A head that has failed keeps its own lane waiting, and no other."
    >
      <Tabs label="Lanes by their head" tabs={views} param="state" value={state} clears={["cursor"]} />
      {group !== undefined && (
        <p>
          Only of the group <strong>{group}</strong>.{" "}
          <QueryLink set={{ group: undefined, cursor: undefined }}>Lanes of all groups</QueryLink>
        </p>
      )}
      <Loaded of={lanes}>
        {({ data, next }) =>
          data.length === 0 ? (
            <Empty title={state === "blocked" ? "No lane stands still" : "No lane is like this now"}>
              <p>Strict operations are those whose adapter names a lane; see the routes.</p>
            </Empty>
          ) : (
            <>
              <List
                label="Lanes"
                rows={data}
                columns={columns}
                idOf={({ id }) => id}
                linkOf={({ id }) => ({ to: "/lanes/$id", params: { id } })}
                letters={{
                  r: { words: "Retry the head", act: (lane) => mayAct && setActing({ lane, act: "retry" }) },
                  d: { words: "Skip the head", act: (lane) => mayAct && setActing({ lane, act: "skip" }) },
                }}
              />
              <Pager shown={data.length} next={next} isFurther={cursor !== undefined} />
            </>
          )
        }
      </Loaded>
      {acting && <LaneActs lane={acting.lane} act={acting.act} onClose={() => setActing(undefined)} />}
    </Page>
  );
}
