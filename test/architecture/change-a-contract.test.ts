import { contractRegistry, orderCompleted, readAs } from "@spindlebus/contracts";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { main } from "../../bus/src/command/main.ts";
import { orderCompletedV2 } from "../../docs/how-to/change-a-contract.ts";

const howTo = "docs/how-to/change-a-contract";
const page = readFileSync(`${howTo}.md`, "utf8");

test("the guide to changing a contract shows the version that is tested here", () => {
  expect(page).toContain(readFileSync(`${howTo}.ts`, "utf8").trim());
});

test("its new version stands beside the old one, and takes its messages", () => {
  expect(contractRegistry([orderCompleted, orderCompletedV2]).versions(orderCompleted.type)).toHaveLength(2);
  const [example] = orderCompleted.examples;
  expect(readAs(orderCompletedV2, orderCompleted.type, { ...example, sourceName: "Till 7" })).toMatchObject({
    ok: true,
    data: { orderId: "ord-7001", soldBy: "Till 7" },
  });
});

const commands = [...page.matchAll(/`?npx spindle ([^`\n]+)/g)].map(([, words = ""]) => words.trim());

test.each(commands)("the command has what it is given: spindle %s", async (words) => {
  const all = words.split(/\s+/);
  const names = all.slice(0, all.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith("--")) >>> 0);
  const host = capturedHost();
  expect(await main([...names, "--help"], host)).toBe(0);
  expect(host.out()).toContain(`Usage: spindle ${names.join(" ")} `);
  for (const option of all.filter((word) => word.startsWith("--")))
    expect(host.out()).toContain(`${option} `);
});
