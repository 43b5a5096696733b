import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { Facts, Section } from "../../parts/page.tsx";
import { countOf } from "../../parts/words.ts";
import type { Row } from "../../routes/row.ts";
import "./way.css";

/** The way of a message on this route, and who works on it. */
export function Way({ row: { route, connection, work, retry } }: { readonly row: Row }) {
  if (!route.configured) return null;
  const steps: readonly (readonly [what: string, ReactNode])[] = [
    ["Message", route.on && <Type type={route.on} />],
    ["Exchange", <code key="exchange">spindle.messages</code>],
    ["Queue", <code key="queue">{work?.name ?? "–"}</code>],
    [
      "Connection",
      <Link key="connection" to="/adapters/$id" params={{ id: route.connection }}>
        {route.connection}
      </Link>,
    ],
    ["Vendor", <code key="vendor">{connection ? new URL(connection.baseUrl).host : "–"}</code>],
  ];
  return (
    <Section title="Its way">
      <ol className="way">
        {steps.map(([what, shown], index) => (
          <li key={what}>
            {index > 0 && <ArrowRight aria-hidden="true" />}
            <div>
              <div className="way-what">{what}</div>
              {shown}
            </div>
          </li>
        ))}
      </ol>
      <Facts
        facts={[
          [
            "Older types that it takes too",
            route.older.length > 0 ? <Types types={route.older} /> : undefined,
          ],
          ["Ready in its retry queue", retry ? countOf(retry.ready) : undefined],
          ["Workers", connection && <Workers slots={connection.slots} />],
        ]}
      />
    </Section>
  );
}

type Slots = NonNullable<Row["connection"]>["slots"];

function Workers({ slots }: { readonly slots: Slots }) {
  if (slots.length === 0) return <>None has asked for a place yet</>;
  return (
    <ul>
      {slots.map(({ worker, slots: places }) => (
        <li key={worker}>
          <code>{worker}</code>, {countOf(places)} at a time
        </li>
      ))}
    </ul>
  );
}

function Type({ type }: { readonly type: string }) {
  return (
    <Link to="/contracts/$type" params={{ type }} className="mono">
      {type}
    </Link>
  );
}

function Types({ types }: { readonly types: readonly string[] }) {
  return (
    <span className="row">
      {types.map((type) => (
        <Type key={type} type={type} />
      ))}
    </span>
  );
}
