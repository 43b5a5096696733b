import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { ruleWords, type GroupDetail } from "../../groups/group.ts";
import { Button } from "../../parts/button.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { EditNotes } from "./edit-notes.tsx";
import { EditRule } from "./edit-rule.tsx";

/** What people have said of the group, and when it is replayed by itself. */
export function Notes({ group }: { readonly group: GroupDetail }) {
  const [editing, edit] = useState<"notes" | "rule">();
  const off = useWhyNot("act-in-bulk");
  const { owner, ticket, note } = group;
  const nothing = <span className="faint">–</span>;
  return (
    <Section
      title="Who and what next"
      actions={
        <>
          <Button off={off} onClick={() => edit("notes")}>
            Edit owner, ticket, note
          </Button>
          <Button off={off} onClick={() => edit("rule")}>
            Replay when…
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          ["Owner", owner ?? nothing],
          [
            "Ticket",
            ticket === null ? (
              nothing
            ) : (
              <a href={ticket} rel="noreferrer" target="_blank">
                {ticket}
              </a>
            ),
          ],
          ["Replays by itself", <Rule key="rule" group={group} />],
        ]}
      />
      <p>{note ?? <span className="faint">No note yet.</span>}</p>
      {editing === "notes" && <EditNotes group={group} onClose={() => edit(undefined)} />}
      {editing === "rule" && <EditRule group={group} onClose={() => edit(undefined)} />}
    </Section>
  );
}

function Rule({ group: { replayWhen } }: { readonly group: GroupDetail }) {
  if (replayWhen === null) return <span className="faint">never</span>;
  const { state, replay, actor } = replayWhen;
  return (
    <span>
      {ruleWords(replayWhen)}, set by {actor}
      {state === "lapsed" && "; lapsed, for whoever set it may no longer"}
      {replay !== null && (
        <>
          ; it became{" "}
          <Link to="/replays/$id" params={{ id: replay }}>
            a replay
          </Link>
        </>
      )}
    </span>
  );
}
