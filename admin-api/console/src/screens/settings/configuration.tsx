import { useRead, type Answer } from "../../api/queries.ts";
import { Loaded } from "../../parts/empty.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { Badge } from "../../parts/state.tsx";
import { countOf } from "../../parts/words.ts";

type Variable = Answer<"/api/v1/configuration">["variables"][number];

const columns: readonly Column<Variable>[] = [
  { name: "variable", words: "Variable", cell: ({ variable }) => <code>{variable}</code> },
  {
    name: "value",
    words: "Value",
    isWide: true,
    cell: ({ value }) => (value === null ? <span className="faint">not set</span> : <code>{value}</code>),
  },
  {
    name: "source",
    words: "From",
    cell: ({ source }) =>
      source === "default" ? <span className="faint">default</span> : <Badge>environment</Badge>,
  },
];

/** What is in force, with every default; of a secret only the variable that holds it. */
export function Configuration() {
  const configuration = useRead("/api/v1/configuration");
  return (
    <Loaded of={configuration} rows={10}>
      {({ variables, config, sealing }) => (
        <>
          <Section title="Sealing">
            <Facts
              facts={[
                ["Master key", sealing.masterKey ?? "none: nothing can be sealed"],
                ["Types with personal data", countOf(sealing.types.length)],
              ]}
            />
            <details>
              <summary>Types with personal data</summary>
              <p className="mono">{sealing.types.join(", ") || "none"}</p>
            </details>
          </Section>
          <Section title="Environment">
            <List
              label="Environment variables"
              rows={variables}
              columns={columns}
              idOf={({ variable }) => variable}
            />
          </Section>
          <Section title="Configuration in force">
            <p className="faint">
              With every default, without secrets. It changes with its file and a restart.
            </p>
            <JsonView label="Configuration in force" text={JSON.stringify(config, null, 2)} />
          </Section>
        </>
      )}
    </Loaded>
  );
}
