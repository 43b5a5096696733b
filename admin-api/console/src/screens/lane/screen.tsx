import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { LaneActs, type LaneAct } from "../../lanes/lane-acts.tsx";
import { Button } from "../../parts/button.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Facts, Page, Section } from "../../parts/page.tsx";
import { useShortcuts } from "../../parts/shortcuts.ts";
import { State } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf, durationOf } from "../../parts/words.ts";

type Lane = Answer<"/api/v1/lanes/{id}">;
type Place = Lane["places"][number];

const columns: readonly Column<Place>[] = [
  { name: "message", words: "Message", cell: ({ messageId }) => <span className="mono">{messageId}</span> },
  { name: "route", words: "Route", cell: ({ route }) => route },
  { name: "state", words: "State", cell: ({ state }) => <State state={state} /> },
  { name: "since", words: "In line since", cell: ({ parkedAt }) => <Time at={parkedAt} /> },
];

/** One lane: its head, why it stands, who is behind it. */
export function Screen() {
  const { id } = useParams({ from: "/shell/lanes/$id" });
  const lane = useRead("/api/v1/lanes/{id}", { path: { id } });
  const [act, setAct] = useState<LaneAct>();
  const off = useWhyNot("act");
  const gone = lane.data?.head === null ? "Nothing is left in the lane." : undefined;
  useShortcuts([
    {
      keys: "r",
      words: "Retry the head",
      act: () => (off ?? gone) === undefined && setAct("retry"),
    },
  ]);
  return (
    <Page
      title={lane.data ? `Lane ${lane.data.key}` : "Lane"}
      lead={lane.data && `Group ${lane.data.group}`}
      actions={
        lane.data && (
          <>
            <Button kind="primary" letter="r" off={off ?? gone} onClick={() => setAct("retry")}>
              Retry the head
            </Button>
            <Button off={off ?? gone} onClick={() => setAct("release")}>
              Release…
            </Button>
            <Button kind="danger" off={off ?? gone} onClick={() => setAct("skip")}>
              Skip…
            </Button>
          </>
        )
      }
    >
      <Loaded of={lane}>
        {(shown) => (
          <>
            <Head lane={shown} />
            <Section title={`In line: ${countOf(shown.depth)}`}>
              {shown.places.length === 0 ? (
                <Empty title="Nobody is in line" />
              ) : (
                <List
                  label="Deliveries in line, in their order"
                  rows={shown.places}
                  columns={columns}
                  idOf={({ id: place }) => place}
                  linkOf={({ messageId, route }) => ({
                    to: "/messages/$id",
                    params: { id: messageId },
                    search: { route },
                  })}
                />
              )}
            </Section>
          </>
        )}
      </Loaded>
      {act && lane.data && <LaneActs lane={lane.data} act={act} onClose={() => setAct(undefined)} />}
    </Page>
  );
}

function Head({ lane: { head } }: { readonly lane: Lane }) {
  if (!head) return null;
  return (
    <Facts
      facts={[
        ["Head", <State key="state" state={head.state} />],
        [
          "Why it stands",
          head.error ? `${head.error.code}: ${head.error.message}` : (head.reason ?? "It is its turn."),
        ],
        ["Route", head.route],
        ["Tries", countOf(head.attempts)],
        ["At the head for", durationOf(head.ageSeconds * 1_000)],
        ["Next try", head.nextAttemptAt ? <Time key="next" at={head.nextAttemptAt} /> : undefined],
      ]}
    />
  );
}
