import { Check } from "lucide-react";
import { useMe } from "../../api/me.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { rights } from "./rights.ts";
import "./roles.css";

type Role = Answer<"/api/v1/about">["roles"][number];
type RightRow = { readonly right: string; readonly words: string };

/** Who one is, and what each role may. */
export function Roles() {
  const about = useRead("/api/v1/about");
  return (
    <>
      <You />
      <Section title="What each role may">
        <Loaded of={about}>
          {({ roles }) => (
            <List
              label="What each role may"
              rows={Object.entries(rights).map(([right, words]) => ({ right, words }))}
              columns={columnsFor(roles)}
              idOf={({ right }) => right}
            />
          )}
        </Loaded>
        <p className="faint">
          Whoever has several roles may what any of them may. People get theirs from the identity provider, as
          the configuration maps its groups; scripts and producers by their token. A producer publishes
          messages, and sees nothing here.
        </p>
      </Section>
    </>
  );
}

function You() {
  const me = useMe();
  if (!me) return null;
  return (
    <Section title="You">
      <Facts
        facts={[
          ["Name", me.name],
          ["Roles", me.roles.join(", ") || "none"],
          ["Connections", me.connections?.join(", ") ?? "all"],
          ["Brands", me.brands?.join(", ") ?? "all"],
        ]}
      />
    </Section>
  );
}

const columnsFor = (roles: readonly Role[]): readonly Column<RightRow>[] => [
  { name: "words", words: "May", isWide: true, cell: ({ words }) => words },
  ...roles
    .filter(({ name }) => name !== "producer")
    .map((role): Column<RightRow> => ({
      name: role.name,
      words: role.name,
      cell: ({ right }) => <May role={role} right={right} />,
    })),
];

/** On a phone a row is a card without headings, so the role is named there. */
function May({ role, right }: { readonly role: Role; readonly right: string }) {
  if (!role.rights.includes(right)) return <span className="visually-hidden">no</span>;
  return (
    <span className="role-may">
      <Check aria-hidden="true" /> <span className="role-name">{role.name}</span>
    </span>
  );
}
