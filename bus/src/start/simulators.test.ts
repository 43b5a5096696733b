import { expect, test } from "vitest";
import type { AnySimulator } from "../testing/index.ts";
import { pointsAdapter, profilesAdapter } from "../testing/routing/points-bus.ts";
import { simulatorAddresses } from "./simulators.ts";

const simulator = () => Promise.reject<{ readonly default: AnySimulator }>(new Error("not for this test"));
const connection = { settings: {}, simulator };

test("a simulator is called like its adapter, and like the connection where several have that adapter", () => {
  const connections = {
    "points-us": { ...connection, adapter: pointsAdapter },
    "points-ca": { ...connection, adapter: pointsAdapter },
    crm: { ...connection, adapter: profilesAdapter },
    real: { settings: {}, adapter: profilesAdapter },
  };
  expect(simulatorAddresses({ contracts: [], connections })).toEqual(["points-us", "points-ca", "profiles"]);
});
