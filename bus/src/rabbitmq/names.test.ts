import { expect, test } from "vitest";
import { deadQueue, exchanges, intakeQueue, journalQueue, retryQueue, workQueue } from "./names.ts";

test("names on the broker are what they were: another name is another queue, and what waits in the old one is lost", () => {
  expect([workQueue("toy.take"), retryQueue("toy.take"), deadQueue("toy.take")]).toEqual([
    "spindle.route.toy.take",
    "spindle.route.toy.take.retry",
    "spindle.route.toy.take.dead",
  ]);
  expect([intakeQueue, journalQueue, ...Object.values(exchanges)]).toEqual([
    "spindle.intake",
    "spindle.journal",
    "spindle.intake",
    "spindle.messages",
    "spindle.retry",
    "spindle.dead",
  ]);
});
