import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { screensOf } from "../browser/support/screens.ts";
import { viewsOf, type Waiting } from "../browser/support/views.ts";

/** Only for the addresses that it leads to. */
const nameless: Waiting = {
  groupId: "x",
  messageId: "x",
  route: "x",
  replayId: "x",
  laneId: "x",
  recipeId: "x",
  doubtId: "x",
  editKey: "x",
  scheduledId: "x",
  actId: 1,
};

test("every address of the console is among the screens that the browser tests look at", () => {
  const router = readFileSync("admin-api/console/src/router.tsx", "utf8");
  const addresses = [...router.matchAll(/(?:screen\(\s*|path: )"(\/[^"]*)"/g)].map(([, path = ""]) => path);
  const looked = [...screensOf(nameless), ...viewsOf(nameless)].map(([, path]) => path.replace(/\?.*/, ""));
  const isOf = (address: string) => new RegExp(`^${address.replaceAll(/\$\w+/g, "[^/]+")}$`);
  expect(addresses.length).toBeGreaterThan(20);
  expect(addresses.filter((address) => !looked.some((path) => isOf(address).test(path)))).toEqual([]);
});
