import { useRead, type Answer } from "../../api/queries.ts";
import { Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Badge } from "../../parts/state.tsx";
import { manyOf } from "../../parts/words.ts";

type Licence = Answer<"/api/v1/licences">["data"][number];

const columns: readonly Column<Licence>[] = [
  { name: "name", words: "Package", cell: ({ name }) => <span className="mono">{name}</span>, isWide: true },
  { name: "version", words: "Version", cell: ({ version }) => <span className="numbers">{version}</span> },
  {
    name: "licence",
    words: "Licence",
    cell: ({ licence }) => licence ?? <Badge tone="wait">It says none</Badge>,
  },
  {
    name: "part",
    words: "Shipped with",
    cell: ({ part }) => (part === "server" ? "The server" : "The console"),
    isMinor: true,
  },
];

/** The packages of others that Spindle is shipped with. */
export function Licences() {
  const licences = useRead("/api/v1/licences");
  return (
    <Section title="Packages and licences">
      <Loaded of={licences} rows={6}>
        {({ data }) => (
          <>
            <List
              label="Packages and licences"
              rows={data}
              columns={columns}
              idOf={({ part, name, version }) => `${part} ${name} ${version}`}
            />
            <p className="faint">{manyOf(data.length, "package")}, as they are installed here</p>
          </>
        )}
      </Loaded>
    </Section>
  );
}
