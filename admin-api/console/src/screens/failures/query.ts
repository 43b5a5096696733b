import type { Answer } from "../../api/queries.ts";
import type { paths } from "../../api/schema.gen.ts";

type GroupQuery = NonNullable<paths["/api/v1/failure-groups"]["get"]["parameters"]["query"]>;

/** The query of the screen, as its address has it. */
export type Query = Readonly<
  Partial<
    Record<
      | "status"
      | "groupBy"
      | "q"
      | "from"
      | "to"
      | "sort"
      | "cursor"
      | "connection"
      | "route"
      | "type"
      | "code",
      string
    >
  >
>;

/** What narrows the list, besides its state. */
export const narrowing = ["q", "connection", "route", "type", "code", "from", "to"] as const;

/** The query of the screen as the admin API takes it. A resolved group is shown although nothing is left in it. */
export function filterOf({ status = "open", sort, cursor, ...query }: Query) {
  const narrowed = Object.fromEntries(narrowing.map((name) => [name, query[name]]));
  return {
    ...narrowed,
    ...(status !== "all" && { state: status as GroupQuery["state"] }),
    ...((status === "resolved" || status === "all") && { includeSettled: "true" as const }),
    sort: sort as GroupQuery["sort"],
    cursor,
  };
}

type Counts = Answer<"/api/v1/failure-groups">["counts"];

/** The tabs, each with how many groups it has. */
export const tabsOf = (counts: Counts) => [
  { name: "open", words: "Open", count: counts.open },
  { name: "regressed", words: "Regressed", count: counts.regressed },
  { name: "acknowledged", words: "Acknowledged", count: counts.acknowledged },
  { name: "snoozed", words: "Snoozed", count: counts.snoozed },
  { name: "resolved", words: "Resolved", count: counts.resolved },
  { name: "all", words: "All", count: counts.all },
];
