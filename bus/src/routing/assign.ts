import type { Assignment, Choice } from "./choice.ts";

/** What was chosen before, by {@link nameOf}. */
export type Known = ReadonlyMap<string, string>;

/** A key of a roll-out, in one text. */
export const nameOf = ({ rollout, key }: Pick<Assignment, "rollout" | "key">): string => `${rollout}\n${key}`;

/** Every key that these choices ask about, once. */
export function keysOf(choices: readonly Choice[]): readonly Pick<Assignment, "rollout" | "key">[] {
  const all = choices.flatMap(({ rollout, keys }) => keys.map((key) => ({ rollout, key })));
  return [...new Map(all.map((each) => [nameOf(each), each])).values()];
}

/** What a batch of choices comes to. */
export type Assigned = {
  /** In the order of the choices; undefined where no connection serves the message. */
  readonly connections: readonly (string | undefined)[];
  /** What has to be written down before anybody acts upon it. */
  readonly fresh: readonly Assignment[];
};

/**
 * Chooses for each in their order: what was chosen before for anything that it is about, else what is proposed, which then
 * holds for the next ones too. Pure.
 */
export function assign(choices: readonly Choice[], known: Known): Assigned {
  const chosen = new Map(known);
  const fresh: Assignment[] = [];
  const connections = choices.map(({ rollout, keys, proposal }) => {
    const found = keys.find((key) => chosen.has(nameOf({ rollout, key })));
    const connection =
      found === undefined ? proposal.connection : chosen.get(nameOf({ rollout, key: found }));
    if (connection === undefined) return undefined;
    const because = found === undefined ? proposal.because : `follows ${found}`;
    for (const key of keys) {
      if (chosen.has(nameOf({ rollout, key }))) continue;
      chosen.set(nameOf({ rollout, key }), connection);
      fresh.push({ rollout, key, connection, because });
    }
    return connection;
  });
  return { connections, fresh };
}
