import { expect, test } from "vitest";
import { retentionFinding } from "./check-retention.ts";

const goesAt = "2026-11-26T00:00:00.000Z";
const kept = (stays: string | null) => ({
  days: [{ day: "2026-11-10", bytes: 0, deliveries: null, open: 0, goesAt, stays }],
  outlived: { bytes: 0, deliveries: null, open: 0 },
  lastRun: null,
});
const hoursAfter = (hours: number) => Date.parse(goesAt) + hours * 3_600_000;

test("a day that could not be retired is a note that says why", () => {
  const finding = retentionFinding(kept("1 deliveries of it wait in queues"), hoursAfter(3));
  expect(finding).toMatchObject({
    result: "note",
    detail: "2026-11-10 is over and stays: 1 deliveries of it wait in queues",
  });
});

test("a day that nobody has looked at is a note too, and one that is just over is none", () => {
  expect(retentionFinding(kept(null), hoursAfter(3)).detail).toContain("no round has looked at it");
  expect(retentionFinding(kept(null), hoursAfter(1)).result).toBe("ok");
});
