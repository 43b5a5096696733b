import type { Answer } from "../../api/queries.ts";

export type Contract = Answer<"/api/v1/contracts">["data"][number];

/** Whether every word that was typed is in its type, its owner or its summary. */
export function isFound({ type, owner, summary, entityKey }: Contract, typed: string): boolean {
  const text = `${type} ${owner} ${summary} ${entityKey}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The newer version of a contract, where there is one: this one is only for who has not changed over. */
export const newerOf = ({ type, versions }: Pick<Contract, "type" | "versions">): string | undefined =>
  versions.at(-1) === type ? undefined : versions.at(-1);

/** Whether its author says so, or a newer version is there. */
export const isDeprecated = (contract: Pick<Contract, "type" | "versions" | "deprecated">): boolean =>
  contract.deprecated !== null || newerOf(contract) !== undefined;

/** Of all that came, the share that was not valid; undefined where nothing came. */
export function invalidShareOf({
  lastDay: { messages, invalid },
}: Pick<Contract, "lastDay">): number | undefined {
  const came = messages + invalid;
  return came === 0 ? undefined : invalid / came;
}
