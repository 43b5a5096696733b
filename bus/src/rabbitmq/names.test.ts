import { expect, test } from "vitest";
import {
  deadQueue,
  exchanges,
  intakeQueue,
  journalQueue,
  laneDeadKey,
  laneDeadQueue,
  laneGroup,
  laneQueue,
  quarantineQueue,
  retryQueue,
  workQueue,
} from "./names.ts";

test("names on the broker are what they were: another name is another queue, and what waits in the old one is lost", () => {
  expect([workQueue("toy.take"), retryQueue("toy.take"), deadQueue("toy.take")]).toEqual([
    "spindle.route.toy.take",
    "spindle.route.toy.take.retry",
    "spindle.route.toy.take.dead",
  ]);
  const group = laneGroup("toy", "points");
  expect([laneQueue(group), laneDeadQueue(group), laneDeadKey(group)]).toEqual([
    "spindle.lane.toy.points",
    "spindle.lane.toy.points.dead",
    "lane.toy.points",
  ]);
  expect([intakeQueue, journalQueue, quarantineQueue, ...Object.values(exchanges)]).toEqual([
    "spindle.intake",
    "spindle.journal",
    "spindle.quarantine",
    "spindle.intake",
    "spindle.messages",
    "spindle.retry",
    "spindle.quarantine",
    "spindle.dead",
  ]);
});
