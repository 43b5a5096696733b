import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import type { Answer } from "../../api/queries.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { Badge } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf, manyOf } from "../../parts/words.ts";

type Endpoint = Answer<"/api/v1/notice-endpoints">["data"][number];
type Target = Answer<"/api/v1/alert-endpoints">["data"][number];
type Act = "test" | "enable" | "resend";
type Asked = { readonly act: Act; readonly endpoint: Endpoint };

const states = {
  well: ["Well", "good"],
  failing: ["Failing", "bad"],
  gone: ["Gone", "bad"],
} as const;

const columns: readonly Column<Endpoint>[] = [
  {
    name: "name",
    words: "Endpoint",
    cell: ({ name, configured }) => (
      <span className="row">
        <QueryLink set={{ endpoint: name, cursor: undefined }}>{name}</QueryLink>
        {!configured && <Badge>no longer configured</Badge>}
      </span>
    ),
  },
  {
    name: "state",
    words: "State",
    cell: ({ state }) => <Badge tone={states[state][1]}>{states[state][0]}</Badge>,
  },
  { name: "on", words: "Told of", cell: ({ on }) => on?.join(", ") ?? "everything", isMinor: true },
  {
    name: "error",
    words: "Last error",
    isWide: true,
    cell: ({ lastError }) => lastError ?? <span className="faint">–</span>,
  },
  { name: "waiting", words: "Waiting", isNumber: true, cell: ({ waiting }) => countOf(waiting) },
  { name: "givenUp", words: "Given up", isNumber: true, cell: ({ givenUp }) => countOf(givenUp) },
  {
    name: "success",
    words: "Last success",
    isNamed: true,
    cell: ({ lastSuccessAt }) => <Time at={lastSuccessAt} />,
  },
  {
    name: "origin",
    words: "Where",
    isMinor: true,
    cell: ({ origin }) => <span className="mono">{origin ?? "–"}</span>,
  },
];

type ListProps = { readonly endpoints: readonly Endpoint[]; readonly targets: readonly Target[] };

/** Endpoints with one line each; the menu of a line tests it, or sends again. */
export function EndpointList({ endpoints, targets }: ListProps) {
  const [asked, setAsked] = useState<Asked>();
  const [act, actInBulk] = [useWhyNot("act"), useWhyNot("act-in-bulk")];
  const isTarget = (endpoint: Endpoint) => targets.some(({ name }) => name === endpoint.name);
  return (
    <>
      <List
        label="Endpoints"
        rows={endpoints}
        columns={columns}
        idOf={({ name }) => name}
        menu={{
          label: ({ name }) => `Acts on ${name}`,
          items: (endpoint) => [
            {
              words: "Send a test…",
              act: () => setAsked({ act: "test", endpoint }),
              off: act ?? (isTarget(endpoint) ? undefined : "Only alerts have a test."),
            },
            {
              words: "Send again what it did not take…",
              act: () => setAsked({ act: "resend", endpoint }),
              off: actInBulk ?? (endpoint.givenUp === 0 ? "It has taken all." : undefined),
            },
            {
              words: "Enable…",
              act: () => setAsked({ act: "enable", endpoint }),
              off: actInBulk ?? (endpoint.state === "well" ? "It is well." : undefined),
            },
          ],
        }}
      />
      {asked && <ActOnEndpoint {...asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

const words = {
  test: { verb: "Send a test", done: "The test is in line; how it went is among the notices below." },
  enable: { verb: "Enable", done: "It is sent to again." },
  resend: { verb: "Send again", done: "They are in line again." },
} as const;

function ActOnEndpoint({ act, endpoint, onClose }: Asked & { readonly onClose: () => void }) {
  const { name, waiting, givenUp } = endpoint;
  const effect = {
    test: "An alert that says it is a test goes to it, as any other.",
    enable: `It is sent to again, and at once what waits for it: ${manyOf(waiting, "notice")}.`,
    resend: `${manyOf(givenUp, "notice")} that it did not take in ten tries are sent again.`,
  }[act];
  return (
    <ActDialog
      title={`${words[act].verb}: ${name}`}
      verb={words[act].verb}
      done={words[act].done}
      act={(reason) => ({
        method: "POST",
        path: `${act === "test" ? "alert-endpoints" : "notice-endpoints"}/${encodeURIComponent(name)}/${act}`,
        body: { reason },
      })}
      onClose={onClose}
    >
      <p>{effect}</p>
    </ActDialog>
  );
}
