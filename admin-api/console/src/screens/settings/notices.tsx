import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { Badge } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";

const route = getRouteApi("/shell/settings");

type Notice = Answer<"/api/v1/notices">["data"][number];

const states = [
  { name: "all", words: "All" },
  { name: "waiting", words: "Waiting", tone: "wait" },
  { name: "delivered", words: "Delivered", tone: "good" },
  { name: "givenUp", words: "Given up", tone: "bad" },
] as const;

const columns: readonly Column<Notice>[] = [
  { name: "at", words: "When", cell: ({ createdAt }) => <Time at={createdAt} /> },
  { name: "endpoint", words: "Endpoint", cell: ({ endpoint }) => endpoint },
  { name: "kind", words: "Of", cell: ({ kind }) => kind },
  { name: "state", words: "State", cell: ({ state }) => <NoticeState state={state} /> },
  { name: "tries", words: "Tries", isNumber: true, cell: ({ tries }) => countOf(tries) },
  { name: "next", words: "Next try", isMinor: true, cell: ({ nextTryAt }) => <Time at={nextTryAt} /> },
  {
    name: "error",
    words: "Last error",
    isWide: true,
    cell: ({ lastError }) => lastError ?? <span className="faint">–</span>,
  },
  {
    name: "message",
    words: "Message",
    isMinor: true,
    cell: ({ messageId }) =>
      messageId === null ? (
        "–"
      ) : (
        <Link to="/messages/$id" params={{ id: messageId }}>
          Open
        </Link>
      ),
  },
];

function NoticeState({ state }: { readonly state: Notice["state"] }) {
  const [, ...known] = states;
  const found = known.find(({ name }) => name === state);
  return found ? <Badge tone={found.tone}>{found.words}</Badge> : null;
}

/** The log of deliveries: what was sent to endpoints, and how that went. */
export function Notices() {
  const { state: asked, endpoint, cursor } = route.useSearch();
  const state = states.find(({ name }) => name === asked)?.name ?? "all";
  const notices = useRead(
    "/api/v1/notices",
    { query: { ...(state !== "all" && { state }), endpoint, cursor, limit: 50 } },
    { keepFormer: true, everyMs: 10_000 },
  );
  const [resending, setResending] = useState<Notice>();
  const off = useWhyNot("act");
  return (
    <Section
      title={endpoint === undefined ? "Delivery log" : `Delivery log of ${endpoint}`}
      actions={
        endpoint !== undefined && (
          <QueryLink set={{ endpoint: undefined, cursor: undefined }} className="button">
            Of all endpoints
          </QueryLink>
        )
      }
    >
      <Tabs label="Notices by state" tabs={states} param="state" value={state} clears={["cursor"]} />
      <Loaded of={notices}>
        {({ data, next }) =>
          data.length === 0 ? (
            <Empty title={state === "all" ? "Nothing was sent yet" : "No notice is like this now"} />
          ) : (
            <>
              <List
                label="Notices"
                rows={data}
                columns={columns}
                idOf={({ id }) => id}
                actions={(notice) => (
                  <Button kind="quiet" off={off} onClick={() => setResending(notice)}>
                    Send again…
                  </Button>
                )}
              />
              <Pager shown={data.length} next={next} isFurther={cursor !== undefined} />
            </>
          )
        }
      </Loaded>
      {resending && (
        <ActDialog
          title={`Send the notice again to ${resending.endpoint}`}
          verb="Send again"
          done="It is in line."
          act={(reason) => ({ method: "POST", path: `notices/${resending.id}/resend`, body: { reason } })}
          onClose={() => setResending(undefined)}
        >
          <p>It keeps its webhook-id, by which the receiver knows that it has had it before.</p>
        </ActDialog>
      )}
    </Section>
  );
}
