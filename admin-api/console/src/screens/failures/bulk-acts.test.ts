import { expect, test } from "vitest";
import { bulkActsOn } from "./bulk-acts.ts";

const namesOn = (status?: string) => bulkActsOn(status).map(([act]) => act);

test("what is open can be taken up, and what was taken up can be opened again; nothing is offered that is so already", () => {
  expect(namesOn()).toEqual(["replay", "acknowledge", "snooze", "resolve", "discard"]);
  expect(namesOn("all")).toEqual(namesOn());
  expect(namesOn("acknowledged")).toEqual(["replay", "snooze", "resolve", "reopen", "discard"]);
  expect(namesOn("snoozed")).toEqual(["replay", "acknowledge", "snooze", "resolve", "reopen", "discard"]);
  expect(namesOn("resolved")).toEqual(["replay", "acknowledge", "snooze", "reopen", "discard"]);
});
