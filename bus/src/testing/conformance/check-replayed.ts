import type { Fault } from "./checks.ts";

/** What one webhook request told the bus. */
export type Said = {
  readonly type: string;
  readonly sourceId: string;
  readonly data: unknown;
  /** Of a state: whose it is, and which of its states. */
  /** When it was made: two of one moment need not be told apart by a version. */
  readonly moment: number;
  readonly entity: string | undefined;
  readonly version: string | undefined;
};

/**
 * Whatever comes twice, and in whatever order, comes to the same. Under one id the first that comes stands and another is
 * a conflict; of two states of different times that have one version nobody knows which is newer.
 */
export function checkReplayed(said: readonly Said[], fault: Fault): void {
  const byId = new Map<string, string>();
  const byVersion = new Map<string, number>();
  for (const { type, sourceId, data, moment, entity, version } of said) {
    const text = JSON.stringify(data);
    if (isAnother(byId, `${type} ${sourceId}`, text))
      fault(
        `two requests give ${type} one id and different data: only the one that comes first would be kept`,
      );
    if (version !== undefined && isAnother(byVersion, JSON.stringify([type, entity, version]), moment))
      fault(`a later state in ${type} has the version of an earlier one: whichever comes last would win`);
  }
}

/** Whether something else is known under this key; else it is known from now on. */
function isAnother<Value>(known: Map<string, Value>, key: string, value: Value): boolean {
  const before = known.get(key);
  known.set(key, before ?? value);
  return before !== undefined && before !== value;
}
