import { useRead } from "../../api/queries.ts";
import { Loaded } from "../../parts/empty.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";
import { Configuration } from "./configuration.tsx";
import { Licences } from "./licences.tsx";
import { ForAdmins } from "./only-for.tsx";

/** What is installed, and how it is configured. */
export function About() {
  const about = useRead("/api/v1/about");
  return (
    <>
      <Section title="Versions">
        <Loaded of={about} rows={2}>
          {({ version, node, startedAt, database, broker }) => (
            <Facts
              facts={[
                ["Spindle", version],
                ["Node.js", node],
                ["Running since", <Time key="since" at={startedAt} />],
                ["PostgreSQL", database?.version ?? "does not answer"],
                [
                  "Migrations",
                  database ? `${database.migrations.applied} of ${database.migrations.known}` : undefined,
                ],
                ["A commit waits for a second server", database && (database.synchronous ? "yes" : "no")],
                ["RabbitMQ", broker?.version ?? "does not answer"],
              ]}
            />
          )}
        </Loaded>
      </Section>
      <ForAdmins title="The configuration is for administrators">
        <Configuration />
      </ForAdmins>
      <Licences />
    </>
  );
}
