import { loyaltyPointsAccrued } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { readTier } from "./read-tier.ts";

test("members have lanes of their own, also those whom only another vendor's id names", () => {
  const [example] = loyaltyPointsAccrued.examples;
  if (!example) throw new Error("loyalty.points.accrued.v1 has no example");
  const laneOf = (member: object) => readTier.lane?.key({ ...example, member: { ...member } });
  const refs = [{ vendor: "punchh", type: "user", id: "111111111" }];
  expect([laneOf({ memberId: "mbr-1", refs }), laneOf({ refs })]).toEqual(["mbr-1", "111111111"]);
});
