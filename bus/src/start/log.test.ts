import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const program = `
  import { openLog } from ${JSON.stringify(new URL("log.ts", import.meta.url).href)};
  const log = openLog("worker", "info", { isTTY: false, write: () => true });
  log.error({ err: Object.assign(new Error("broken"), { config: { password: "p-1" } }), token: "t-1" }, "first");
  log.info({ route: "a.b" }, "last");
  process.exit(0);
`;

test("a process that ends has written every line, and no secret", () => {
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { level: "error", msg: "first", token: "•••", err: { type: "Error", message: "broken" } },
    { level: "info", msg: "last", role: "worker", route: "a.b" },
  ]);
  expect(stdout).not.toMatch(/p-1|t-1/);
});
