import { expect, test } from "vitest";
import { topologyOf } from "../rabbitmq/topology.ts";
import { queueRole } from "./queue-roles.ts";

const type = "order.completed.v1";

test("every declared queue has a role", () => {
  const { queues } = topologyOf([
    { route: "crm.upsert", type },
    { route: "points.accrue", type, laneGroup: "points.ledger" },
  ]);
  const roles = queues.map(({ name }) => queueRole(name));
  expect(roles.map((role) => [role?.kind, role?.route, role?.laneGroup, role?.connection])).toEqual([
    ["journal", null, null, null],
    ["dead", "intake", null, null],
    ["intake", null, null, null],
    ["dead", "crm.upsert", null, "crm"],
    ["retry", "crm.upsert", null, "crm"],
    ["work", "crm.upsert", null, "crm"],
    ["dead", "points.accrue", null, "points"],
    ["retry", "points.accrue", null, "points"],
    ["dead", null, "points.ledger", "points"],
    ["lane", null, "points.ledger", "points"],
    ["quarantine", null, null, null],
  ]);
});

test("a queue of somebody else has none", () => {
  expect(queueRole("celery")).toBeUndefined();
});
