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
  ownerOf,
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

test.each([
  ["spindle.route.toy.take", { kind: "route", name: "toy.take", connection: "toy", part: "work" }],
  ["spindle.route.toy.take.retry", { kind: "route", name: "toy.take", connection: "toy", part: "retry" }],
  ["spindle.route.toy.dead.dead", { kind: "route", name: "toy.dead", connection: "toy", part: "dead" }],
  ["spindle.route.toy.take.moving", { kind: "route", name: "toy.take", connection: "toy", part: "work" }],
  [
    "spindle.lane.toy.points.dead.moving",
    { kind: "lane", name: "toy.points", connection: "toy", part: "dead" },
  ],
  ["spindle.quarantine", undefined],
])("%s tells whose it is", (queue, owner) => {
  expect(ownerOf(queue)).toEqual(owner);
});
