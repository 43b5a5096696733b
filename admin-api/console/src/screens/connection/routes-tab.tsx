import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import type { Connection } from "../../connections/state.ts";
import { CopyButton } from "../../parts/copy.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { countOf, manyOf } from "../../parts/words.ts";
import { idempotencyWords } from "../../routes/policy-words.ts";
import { stoppedOf, type Row } from "../../routes/row.ts";
import { Stopped } from "../../routes/stopped.tsx";
import { useRoutes } from "../../routes/use-routes.ts";
import { Warnings } from "../../routes/warnings.tsx";

const columns: readonly Column<Row>[] = [
  {
    name: "operation",
    words: "Operation",
    cell: (row) => (
      <>
        {row.route.operation ?? row.route.name} <Warnings row={row} />
      </>
    ),
  },
  { name: "summary", words: "What it does", cell: ({ route }) => route.summary, isWide: true },
  { name: "on", words: "Takes", cell: ({ route }) => (route.on ? <Type type={route.on} /> : "–") },
  {
    name: "idempotency",
    words: "Never twice",
    cell: ({ route }) => <span title={idempotencyWords(route.idempotency)}>{route.idempotency ?? "–"}</span>,
    isMinor: true,
  },
  { name: "ready", words: "Ready", cell: ({ work }) => (work ? countOf(work.ready) : "–"), isNumber: true },
  {
    name: "stopped",
    words: "Stopped",
    cell: ({ route }) => <Stopped of={{ route: route.name }} count={stoppedOf(route)} />,
    isNumber: true,
  },
];

/** What a connection takes, and what comes from it. */
export function RoutesTab({ connection: { id, webhooks } }: { readonly connection: Connection }) {
  const { routes, rows } = useRoutes();
  return (
    <>
      <Section title="Operations">
        <Loaded of={routes}>
          {() => (
            <List
              label="Operations"
              rows={rows.filter(({ route }) => route.connection === id)}
              columns={columns}
              idOf={({ route }) => route.name}
              linkOf={({ route }) => ({ to: "/routes/$name", params: { name: route.name } })}
            />
          )}
        </Loaded>
      </Section>
      <Section title="Webhooks">
        {webhooks.length === 0 ? (
          <p className="faint">This adapter has none.</p>
        ) : (
          <ul className="stack-s">
            {webhooks.map((webhook) => (
              <Webhook key={webhook} path={`/v1/webhooks/${id}/${webhook}`} />
            ))}
          </ul>
        )}
      </Section>
      <Emitted connection={id} />
    </>
  );
}

/** The console knows not where the ingress is from outside; the vendor is given its public address with this path. */
function Webhook({ path }: { readonly path: string }) {
  return (
    <li className="row">
      <code>{path}</code>
      <CopyButton text={path} label="Copy the path" />
      <span className="faint">at the ingress’s public address</span>
    </li>
  );
}

/** Messages by webhook and those that its deliveries begot, as far as they came in the last day. */
function Emitted({ connection }: { readonly connection: string }) {
  const contracts = useRead("/api/v1/contracts");
  return (
    <Section title="Messages that came from it in the last 24 hours">
      <Loaded of={contracts} rows={2}>
        {({ data }) => {
          const found = data.flatMap(({ type, lastDay }) => {
            const messages = lastDay.sources
              .filter(({ source }) => isOf(connection, source))
              .reduce((sum, source) => sum + source.messages, 0);
            return messages === 0 ? [] : [{ type, messages, isAbout: lastDay.about }];
          });
          return found.length === 0 ? (
            <p className="faint">None.</p>
          ) : (
            <ul className="stack-s">
              {found.map(({ type, messages, isAbout }) => (
                <li key={type}>
                  <Type type={type} />{" "}
                  <span className="faint numbers">
                    {isAbout && "about "}
                    {manyOf(messages, "message")}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}

/** Of a webhook the source is the connection, of what a delivery begot its route. */
const isOf = (connection: string, source: string): boolean =>
  `${source}/`.startsWith(`/connections/${connection}/`) || source.startsWith(`/routes/${connection}.`);

function Type({ type }: { readonly type: string }): ReactNode {
  return (
    <Link to="/contracts/$type" params={{ type }} className="mono">
      {type}
    </Link>
  );
}
