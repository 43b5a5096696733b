import type { Sql } from "postgres";
import type { IntakeRow } from "../intake/store.ts";
import { assign, keysOf, nameOf, type Known } from "../routing/assign.ts";
import type { Assignment, Choice } from "../routing/choice.ts";
import { arrayParameter, type ArrayElement } from "./array-parameter.ts";

/**
 * Adds what the roll-outs choose to the rows' routes, and writes down what was chosen first, for all rows together: one
 * statement where everything was chosen before, two where something is new. Rows without a choice cost nothing.
 */
export async function chooseRoutes(sql: Sql, rows: readonly IntakeRow[]): Promise<readonly IntakeRow[]> {
  const choices = rows.flatMap((row) => row.choices ?? []);
  if (choices.length === 0) return rows;
  const connections = await chooseAll(sql, choices);
  let next = 0;
  return rows.map((row) => {
    const chosen = (row.choices ?? []).flatMap(({ routes }) => {
      const connection = connections[next++];
      return (connection !== undefined && routes.get(connection)) || [];
    });
    return chosen.length > 0 ? { ...row, routes: [...row.routes, ...chosen] } : row;
  });
}

/** What these come to by what was chosen before; nothing is chosen by asking. */
export async function chosenBefore(
  sql: Sql,
  choices: readonly Choice[],
): Promise<readonly (string | undefined)[]> {
  const { known, gone } = await readKnown(sql, choices);
  const still = new Map([...known].filter(([name]) => !gone.some((each) => nameOf(each) === name)));
  return assign(choices, still).connections;
}

async function chooseAll(sql: Sql, choices: readonly Choice[]): Promise<readonly (string | undefined)[]> {
  for (;;) {
    const { known, gone } = await readKnown(sql, choices);
    if (gone.length > 0) {
      await forget(sql, gone);
      continue;
    }
    const { connections, fresh } = assign(choices, known);
    // Whoever was first holds: what we would have chosen is chosen again, by what they chose.
    if (fresh.length === 0 || (await write(sql, fresh))) return connections;
  }
}

/** What was chosen for any of these; apart, what was chosen for connections that the roll-out does not have any more. */
async function readKnown(
  sql: Sql,
  choices: readonly Choice[],
): Promise<{ readonly known: Known; readonly gone: readonly Stored[] }> {
  const keys = keysOf(choices);
  const stored = await sql<Stored[]>`
    SELECT a.rollout, a.key, a.connection
    FROM unnest(${texts(sql, keys, ({ rollout }) => rollout)}::text[], ${texts(sql, keys, ({ key }) => key)}::text[]) AS g(rollout, key)
    JOIN assignment a ON a.rollout = g.rollout AND a.key = g.key`;
  const alternatives = new Map(choices.map(({ rollout, routes }) => [rollout, routes]));
  const isGone = ({ rollout, connection }: Stored) => !alternatives.get(rollout)?.has(connection);
  return {
    known: new Map(stored.map((each) => [nameOf(each), each.connection])),
    gone: stored.filter(isGone),
  };
}

type Stored = Omit<Assignment, "because">;

/** Only what still says the same: another process may have chosen anew meanwhile. */
async function forget(sql: Sql, gone: readonly Stored[]): Promise<void> {
  await sql`
    DELETE FROM assignment a
    USING unnest(
      ${texts(sql, gone, ({ rollout }) => rollout)}::text[],
      ${texts(sql, gone, ({ key }) => key)}::text[],
      ${texts(sql, gone, ({ connection }) => connection)}::text[]
    ) AS g(rollout, key, connection)
    WHERE a.rollout = g.rollout AND a.key = g.key AND a.connection = g.connection`;
}

/** All of them, or none and false where somebody else was first with one. In one order, so that two batches never wait for each other. */
async function write(sql: Sql, fresh: readonly Assignment[]): Promise<boolean> {
  const sorted = fresh.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  try {
    await sql`
      INSERT INTO assignment (rollout, key, connection, because)
      SELECT * FROM unnest(
        ${texts(sql, sorted, ({ rollout }) => rollout)}::text[],
        ${texts(sql, sorted, ({ key }) => key)}::text[],
        ${texts(sql, sorted, ({ connection }) => connection)}::text[],
        ${texts(sql, sorted, ({ because }) => because)}::text[]
      )`;
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === uniqueViolation) return false;
    throw error;
  }
}

const uniqueViolation = "23505";

const texts = <Item>(sql: Sql, items: readonly Item[], pick: (item: Item) => ArrayElement) =>
  arrayParameter(sql, "text[]", items.map(pick));
