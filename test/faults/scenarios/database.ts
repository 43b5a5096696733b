import type { Scenario } from "../run/scenario.ts";
import { pause, paced, underLoad } from "./load.ts";

const own = { vendorWasWell: true, shape: paced };

/** The database dies, freezes and is full. */
export const databaseScenarios: readonly Scenario[] = [
  {
    ...own,
    name: "kill-postgres",
    rule: "while the database is dead nothing is charged, and all goes on when it is back",
    run: (field) =>
      underLoad(field, async () => {
        await field.servers().killDatabase(4_000);
        await pause(3_000);
        await field.servers().killDatabase(500);
      }),
  },
  {
    ...own,
    name: "freeze-postgres",
    rule: "a database that freezes past every lease costs no attempt",
    run: (field) => underLoad(field, () => field.servers().freezeDatabase(12_000)),
  },
  {
    ...own,
    name: "exhaust-postgres",
    rule: "a database without connections is waited for",
    run: (field) =>
      underLoad(field, async () => {
        const exhausted = field.servers().exhaustDatabase(10_000);
        await pause(1_000);
        // Those that have connections keep them; whoever starts anew gets none.
        await field.member("worker", 2).kill();
        await exhausted;
      }),
  },
];
