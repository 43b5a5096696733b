import type { Answer } from "../../api/queries.ts";
import { CopyButton } from "../../parts/copy.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Badge, type Tone } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import "./differences.css";

type Topology = Answer<"/api/v1/topology">;
type Difference = Topology["differences"][number];

const states: Readonly<Record<Difference["state"], readonly [words: string, tone: Tone]>> = {
  missing: ["Missing", "bad"],
  differs: ["Differs", "bad"],
  moving: ["Moving", "wait"],
  unwanted: ["Not wanted", "wait"],
};

const columns: readonly Column<Difference>[] = [
  { name: "name", words: "Queue or exchange", cell: ({ name }) => <span className="mono">{name}</span> },
  {
    name: "state",
    words: "State",
    cell: ({ state }) => {
      const [words, tone] = states[state];
      return <Badge tone={tone}>{words}</Badge>;
    },
  },
  {
    name: "words",
    words: "What is the matter, and what to type",
    cell: ({ words, fix }) => (
      <div className="difference">
        {words}
        {fix !== null && <Fix command={fix} />}
      </div>
    ),
    isWide: true,
  },
];

/** Where the broker is not as declared, and what to type. */
export function Differences({ topology: { differences, compared } }: { readonly topology: Topology }) {
  return (
    <Section title="Declared against actual">
      {differences.length > 0 ? (
        <List
          label="Differences"
          rows={differences}
          columns={columns}
          idOf={({ kind, name }) => `${kind} ${name}`}
        />
      ) : (
        compared.at !== null && <p>The broker is as declared.</p>
      )}
      <p className="faint">
        {compared.at !== null && (
          <>
            Looked at <Time at={compared.at} />.{" "}
          </>
        )}
        {compared.words}
      </p>
    </Section>
  );
}

function Fix({ command }: { readonly command: string }) {
  return (
    <span className="row">
      <code>{command}</code>
      <CopyButton text={command} label="Copy the command" />
    </span>
  );
}
