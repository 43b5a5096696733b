import type { Answer } from "../../api/queries.ts";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { countOf, manyOf } from "../../parts/words.ts";

type Account = Answer<"/api/v1/connections/{id}">["accounts"][number];

const columns: readonly Column<Account>[] = [
  { name: "key", words: "Account", cell: ({ key }) => <span className="mono">{key}</span>, isWide: true },
  { name: "places", words: "Places free", cell: ({ atATime }) => countOf(atATime), isNumber: true },
  {
    name: "calls",
    words: "Calls left, next second",
    cell: ({ inSecond }) => (inSecond === null ? "Not limited" : countOf(inSecond)),
    isNumber: true,
  },
];

/** What is left of the limits that each account or store has by itself. */
export function Accounts({ accounts }: { readonly accounts: readonly Account[] }) {
  return (
    <Section title="Accounts with limits of their own">
      {accounts.length > 0 && (
        <List label="Accounts in use" rows={accounts} columns={columns} idOf={({ key }) => key} />
      )}
      <p className="faint">
        {accounts.length === 0
          ? "None is in use now: everything is left of all of them."
          : `${manyOf(accounts.length, "account")} in use lately. Everything is left of all others.`}
      </p>
    </Section>
  );
}
