import { getRouteApi, Link } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import type { GroupDetail } from "../../groups/group.ts";
import { wayIn } from "../../messages/way-in.ts";
import { Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Badge, State } from "../../parts/state.tsx";
import { Actions } from "./actions.tsx";
import { Changes } from "./changes.tsx";
import { Courses } from "./courses.tsx";
import { Failures } from "./failures.tsx";
import { GroupFacts } from "./group-facts.tsx";
import { Notes } from "./notes.tsx";
import { Sample } from "./sample.tsx";

const route = getRouteApi("/shell/failures/$groupId");

/** One failure group: what is known of its cause, and what is to become of it. */
export function Screen() {
  const { groupId } = route.useParams();
  const read = useRead("/api/v1/failure-groups/{id}", { path: { id: groupId } });
  if (read.data) return <Shown group={read.data} />;
  return (
    <Page title="Failure group">
      <Loaded of={read} rows={12}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function Shown({ group }: { readonly group: GroupDetail }) {
  const { title, state, code, type } = group;
  return (
    <Page
      title={title}
      lead={
        <span className="row">
          <State state={state} />
          <Badge>{code}</Badge>
          {group.route === wayIn ? <span className="mono">{type ?? wayIn}</span> : <Places group={group} />}
        </span>
      }
      actions={<Actions group={group} />}
    >
      <GroupFacts group={group} />
      <Notes group={group} />
      <Courses group={group} />
      <Sample group={group} />
      <Changes group={group} />
      <Failures group={group} />
    </Page>
  );
}

/** Where it fails, each with a screen of its own. */
function Places({ group: { route: name, type, connection } }: { readonly group: GroupDetail }) {
  return (
    <>
      <Link to="/routes/$name" params={{ name }}>
        {name}
      </Link>
      {type !== null && (
        <Link to="/contracts/$type" params={{ type }}>
          {type}
        </Link>
      )}
      <Link to="/adapters/$id" params={{ id: connection }}>
        {connection}
      </Link>
    </>
  );
}
