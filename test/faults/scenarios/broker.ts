import type { Scenario } from "../run/scenario.ts";

const load = { entities: 12, steps: 12 };

/** Nodes of the broker die. */
export const brokerKills: readonly Scenario[] = [
  {
    name: "kill-leader",
    rule: "the death of the node that leads a work queue loses and doubles nothing, and charges nobody",
    vendorWasWell: true,
    async run({ producers, servers, place }) {
      const load1 = producers.publish(load);
      const { cluster, killNodes } = servers();
      const leader = await cluster.leaderOf("spindle.route.keyed.file", place.vhost);
      await killNodes([leader], 4_000);
      await load1;
    },
  },
];
