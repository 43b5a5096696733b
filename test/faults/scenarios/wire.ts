import type { Field } from "../run/field.ts";
import type { Scenario } from "../run/scenario.ts";
import type { Proxy } from "../support/proxy/proxy.ts";
import type { CutAt } from "../support/proxy/trap.ts";
import { pause, paced, underLoad } from "./load.ts";

const own = { vendorWasWell: true, shape: { ...paced, proxied: true } };

/** Cuts a connection at a place of its conversation, and notes it when it has happened. */
async function cut({ logbook }: Field, wire: Proxy, place: CutAt): Promise<void> {
  await wire.cutAt(place);
  logbook.fault({ kind: `cut, ${place.when}`, target: place.said.source });
}

/** Connections break, stall, and lose what was said on them. */
export const wireScenarios: readonly Scenario[] = [
  {
    ...own,
    name: "lose-commit-answers",
    rule: "a commit whose answer was lost is neither repeated nor forgotten",
    run: (field) =>
      underLoad(field, async () => {
        const { database } = field.wires();
        for (const said of [
          /INTO intake/,
          /INTO delivery/,
          /UPDATE delivery/,
          /DELETE FROM outbox/,
          /INTO parked/,
        ])
          for (const when of ["answerLost", "afterHeard", "beforeHeard"] as const)
            await Promise.race([cut(field, database, { said, nth: 2, when }), pause(4_000)]);
        await database.mend();
      }),
  },
  {
    ...own,
    name: "lose-confirms",
    rule: "a publish whose confirm was lost is repeated under its own id",
    run: (field) =>
      underLoad(field, async () => {
        const { amqp } = field.wires();
        for (const said of [/basic.publish spindle.messages/, /basic.publish spindle.retry/, /basic.ack/])
          for (const when of ["answerLost", "afterHeard", "beforeHeard"] as const)
            await Promise.race([cut(field, amqp, { said, nth: 3, when }), pause(3_000)]);
        await amqp.mend();
      }),
  },
  {
    ...own,
    name: "reset-connections",
    rule: "connections that break under load lose and double nothing",
    run: (field) =>
      underLoad(field, async () => {
        const { amqp, database } = field.wires();
        for (const wire of [amqp, database, amqp, database]) {
          wire.reset();
          field.logbook.fault({ kind: "reset", target: wire === amqp ? "broker" : "database" });
          await pause(1_500);
        }
        amqp.halfClose("toClient");
        field.logbook.fault({ kind: "half close", target: "broker" });
        await pause(2_000);
        amqp.stall();
        field.logbook.fault({ kind: "stall", target: "broker" });
        await pause(12_000);
        await amqp.mend();
      }),
  },
  {
    ...own,
    name: "slow-wires",
    rule: "late and sliced bytes lose and double nothing",
    run: (field) =>
      underLoad(field, async () => {
        const { amqp, database } = field.wires();
        amqp.delay(150);
        database.slice(3);
        field.logbook.fault({ kind: "delay and slices", target: "both wires" });
        await pause(8_000);
        await Promise.all([amqp.mend(), database.mend()]);
      }),
  },
];
