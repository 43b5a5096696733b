import type { Inspected } from "../rabbitmq/inspect.ts";
import { isMigratable, nextByHand, nextMigrate } from "./refuse.ts";

/** Where the broker is not as declared: what, in words, and what to type. */
export type Difference = Pick<Inspected, "kind" | "name"> & {
  readonly state: Exclude<Inspected["state"], "exists">;
  readonly words: string;
  /** A command to copy; null where it takes more than one, which the words say. */
  readonly fix: string | null;
};

const apply = "spindle topology apply";
const migrate = "spindle topology apply --migrate";

/** What a comparison found, without what is as declared. */
export const differencesIn = (found: readonly Inspected[]): readonly Difference[] =>
  found.flatMap((each) => differenceOf(each) ?? []);

function differenceOf({ kind, name, state, difference, messages }: Inspected): Difference | undefined {
  const waiting = messages === undefined ? "" : ` ${messages} messages wait in it.`;
  switch (state) {
    case "exists":
      return undefined;
    case "missing":
      return { kind, name, state, words: "It is declared, and not on the broker.", fix: apply };
    case "moving": {
      const words = `A migration of it was cut off; its messages are in two queues.${waiting} ${nextMigrate}`;
      return { kind, name, state, words, fix: migrate };
    }
    case "differs": {
      const can = isMigratable({ kind, name });
      const words = `${difference ?? "It is not as declared"}.${waiting} ${can ? nextMigrate : nextByHand}`;
      return { kind, name, state, words, fix: can ? migrate : null };
    }
    case "unwanted": {
      const words = `It was declared once, and the configuration does not want it any more.${waiting} ${nextMigrate}`;
      return { kind, name, state, words, fix: migrate };
    }
  }
}
