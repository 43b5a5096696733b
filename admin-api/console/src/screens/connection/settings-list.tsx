import type { Answer } from "../../api/queries.ts";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Badge } from "../../parts/state.tsx";

export type Setting = Answer<"/api/v1/connections/{id}">["settings"][number];

const sources: Readonly<Record<NonNullable<Setting["source"]>, string>> = {
  config: "spindle.config.ts",
  default: "The adapter's default",
  env: "The environment",
  file: "A file that the environment names",
  development: "Made for the simulators",
};

const columns: readonly Column<Setting>[] = [
  { name: "name", words: "Setting", cell: ({ name }) => <span className="mono">{name}</span> },
  { name: "value", words: "Value", cell: (setting) => <Value of={setting} />, isWide: true },
  { name: "source", words: "Where it comes from", cell: ({ source }) => (source ? sources[source] : "–") },
];

/** How a connection is set. Of a secret it is shown only whether there is one. */
export function SettingsList({ settings }: { readonly settings: readonly Setting[] }) {
  return (
    <Section title="Settings and secrets">
      <List label="Settings and secrets" rows={settings} columns={columns} idOf={({ name }) => name} />
    </Section>
  );
}

function Value({ of: { secret, set, value } }: { readonly of: Setting }) {
  if (!set) return secret ? <Badge tone="bad">Missing</Badge> : <span className="faint">Not set</span>;
  if (secret || value === null || value === undefined)
    return <span className="faint">Set, and not shown</span>;
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return (
    <span className="mono" title={shown}>
      {shown}
    </span>
  );
}
