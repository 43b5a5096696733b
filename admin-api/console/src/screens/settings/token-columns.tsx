import type { Answer } from "../../api/queries.ts";
import type { Column } from "../../parts/list.tsx";
import { Badge } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";

type Token = Answer<"/api/v1/tokens">["data"][number];

/** What the list of tokens shows. */
export const tokenColumns: readonly Column<Token>[] = [
  { name: "name", words: "Name", cell: ({ name }) => <span className="list-link">{name}</span> },
  {
    name: "roles",
    words: "Roles",
    cell: ({ roles }) => (
      <span className="row">
        {roles.map((role) => (
          <Badge key={role}>{role}</Badge>
        ))}
      </span>
    ),
  },
  { name: "limits", words: "Limited to", isWide: true, isNamed: true, cell: (token) => limitsOf(token) },
  { name: "made", words: "Made", isMinor: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    name: "expires",
    words: "Expires",
    isNamed: true,
    cell: ({ expiresAt }) => (expiresAt === null ? "never" : <Time at={expiresAt} />),
  },
  {
    name: "used",
    words: "Last used",
    isNamed: true,
    cell: ({ lastUsedAt, previous }) => (
      <span>
        {lastUsedAt === null ? "never" : <Time at={lastUsedAt} />}{" "}
        {previous && <Badge tone="wait">former secret still works</Badge>}
      </span>
    ),
  },
];

function limitsOf(token: Token): string {
  const { loopbackOnly, connections, brands, sources, types, ratePerSecond } = token;
  const limits = [
    loopbackOnly && "this machine",
    connections && `connections ${connections.join(", ")}`,
    brands && `brands ${brands.join(", ")}`,
    sources && `sources ${sources.join(", ")}`,
    types && `types ${types.join(", ")}`,
    ratePerSecond && `${ratePerSecond} events/s`,
  ].filter((limit) => typeof limit === "string");
  return limits.length === 0 ? "nothing" : limits.join("; ");
}
