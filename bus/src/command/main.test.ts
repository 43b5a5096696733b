import { expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

test("help is a success, and names every command of the public surface", async () => {
  const host = capturedHost();
  expect(await main(["--help"], host)).toBe(0);
  const surface =
    "start worker ingress scheduler recorder admin migrate topology publish failures replay contracts doctor";
  for (const command of surface.split(" ")) {
    expect(host.out()).toMatch(new RegExp(`^  ${command}\\b`, "m"));
  }
});

test("an unknown command is wrong usage, and the nearest is named", async () => {
  const host = capturedHost();
  expect(await main(["publsh"], host)).toBe(2);
  expect(host.err()).toContain("publish");
});

test("an option that does not exist is wrong usage", async () => {
  expect(await main(["failures", "--colour"], capturedHost())).toBe(2);
});

test.each(["start", "worker", "publish", "failures", "replay start", "doctor", "contracts", "migrate"])(
  "%s takes --json",
  async (command) => {
    const host = capturedHost();
    await main([...command.split(" "), "--help"], host);
    expect(host.out()).toContain("--json");
  },
);

test("a setting that does not exist is wrong usage, and the nearest is named", async () => {
  const host = capturedHost({ env: { SPINDLE_DATABASE_URI: "postgres://x" } });
  expect(await main(["migrate"], host)).toBe(2);
  expect(host.err()).toContain("Did you mean SPINDLE_DATABASE_URL?");
});

test("a server that is not named is told with its variable and the next step", async () => {
  const host = capturedHost({ env: { SPINDLE_DATA_DIR: "/nonexistent" } });
  expect(await main(["migrate"], host)).toBe(2);
  expect(host.err()).toContain("SPINDLE_DATABASE_URL is not set");
  expect(host.err()).toContain("npm start");
});

test("--json behind a command inside another one is that command's", async () => {
  const host = capturedHost({ env: { SPINDLE_DATA_DIR: "/nonexistent" } });
  expect(await main(["contracts", "check", "--json"], host)).toBe(0);
  expect(host.out()).not.toContain("compared");
});
