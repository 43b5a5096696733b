import type { Field } from "../run/field.ts";
import type { Scenario } from "../run/scenario.ts";
import { paced, underLoad } from "./load.ts";

const leaderOf = ({ servers, place }: Field) =>
  servers().cluster.leaderOf("spindle.route.keyed.file", place.vhost);

const own = { vendorWasWell: true, shape: paced };

/** The broker dies, freezes, is restarted, and raises alarms. */
export const brokerScenarios: readonly Scenario[] = [
  {
    ...own,
    name: "kill-leader",
    rule: "the death of the node that leads a work queue loses and doubles nothing, and charges nobody",
    run: (field) => underLoad(field, async () => field.servers().killNodes([await leaderOf(field)], 4_000)),
  },
  {
    ...own,
    name: "kill-each-node",
    rule: "nor does the death of each node in turn, whoever is connected to it",
    run: (field) =>
      underLoad(field, async () => {
        const { cluster, killNodes } = field.servers();
        for (const n of cluster.nodes) await killNodes([n], 2_000);
      }),
  },
  {
    ...own,
    name: "kill-all-nodes",
    rule: "nor does the death of all of them at once",
    run: (field) => underLoad(field, () => field.servers().killNodes(field.servers().cluster.nodes, 3_000)),
  },
  {
    ...own,
    name: "freeze-leader",
    rule: "a leader that freezes for a while is waited for or replaced",
    run: (field) =>
      underLoad(field, async () => {
        await field.servers().freezeNodes([await leaderOf(field)], 5_000);
        await field.servers().freezeNodes([await leaderOf(field)], 20_000);
      }),
  },
  {
    ...own,
    name: "freeze-all-nodes",
    rule: "a broker that freezes as a whole is waited for",
    run: (field) => underLoad(field, () => field.servers().freezeNodes(field.servers().cluster.nodes, 9_000)),
  },
  {
    ...own,
    name: "alarms",
    rule: "while the broker is short of disk or memory nothing is lost, and all goes on when that is over",
    run: (field) =>
      underLoad(field, async () => {
        await field.servers().alarm("disk", 8_000);
        await field.servers().alarm("memory", 8_000);
      }),
  },
  {
    ...own,
    name: "roll-brokers",
    rule: "a rolling restart of the broker loses and doubles nothing",
    run: (field) => underLoad(field, () => field.servers().rollBrokers()),
  },
];
