import { useState } from "react";
import { useMe } from "../../api/me.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Badge } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { ForAdmins } from "./only-for.tsx";

type Session = Answer<"/api/v1/sessions">["data"][number];

/** Browsers that are signed in. */
export function Sessions() {
  return (
    <ForAdmins title="Sessions are for administrators">
      <AllSessions />
    </ForAdmins>
  );
}

function AllSessions() {
  const sessions = useRead("/api/v1/sessions", {}, { everyMs: 30_000 });
  const own = useMe()?.session?.id;
  const [ending, setEnding] = useState<Session>();
  return (
    <Section title="Sessions">
      <Loaded of={sessions}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="Nobody is signed in with a browser" />
          ) : (
            <>
              <List
                label="Sessions"
                rows={data}
                columns={columnsFor(own)}
                idOf={({ id }) => id}
                actions={(session) => (
                  <Button kind="quiet" onClick={() => setEnding(session)}>
                    End…
                  </Button>
                )}
              />
              <Pager shown={data.length} total={data.length} next={undefined} isFurther={false} />
            </>
          )
        }
      </Loaded>
      {ending && (
        <ActDialog
          title={`End the session of ${ending.name}`}
          verb="End it"
          kind="danger"
          done={`The session of ${ending.name} has ended.`}
          act={(reason) => ({
            method: "DELETE",
            path: `sessions/${ending.id}?${new URLSearchParams({ reason }).toString()}`,
          })}
          onClose={() => setEnding(undefined)}
        >
          <p>
            {ending.id === own
              ? "This is your own: you will have to sign in again."
              : "The browser has to sign in again. To keep somebody out, revoke their token, too, or have the identity provider do it."}
          </p>
        </ActDialog>
      )}
    </Section>
  );
}

const columnsFor = (own: string | undefined): readonly Column<Session>[] => [
  {
    name: "name",
    words: "Who",
    isWide: true,
    cell: ({ name, id }) => (
      <span className="row">
        <span className="list-link">{name}</span>
        {id === own && <Badge>this one</Badge>}
      </span>
    ),
  },
  {
    name: "by",
    words: "Signed in by",
    cell: ({ by }) => (by === "token" ? "a token" : "the identity provider"),
  },
  { name: "started", words: "Began", isNamed: true, cell: ({ startedAt }) => <Time at={startedAt} /> },
  { name: "seen", words: "Last seen", isNamed: true, cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
  { name: "idle", words: "Ends if idle", isMinor: true, cell: ({ idleUntil }) => <Time at={idleUntil} /> },
  { name: "ends", words: "Ends at last", isMinor: true, cell: ({ expiresAt }) => <Time at={expiresAt} /> },
];
