import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import getPort from "get-port";
import { expect, onTestFinished, test, vi } from "vitest";
import { acceptsAmqp } from "../../tools/servers/accepts-amqp.ts";
import { containerEngineAnswers, rabbitmqContainer } from "../../tools/servers/rabbitmq-container.ts";

/**
 * A `docker` without an engine: it notes how it is called, and its container is a process that greets as a broker does.
 */
const fakeDocker = `#!${process.execPath}
  const { spawn } = require("node:child_process");
  const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
  const words = process.argv.slice(2).join(" ");
  const here = __dirname + "/";
  appendFileSync(here + "calls", words + "\\n");
  const pid = () => Number(readFileSync(here + "container-pid", "utf8"));
  if (words === "info" && process.env.NO_ENGINE) process.exit(1);
  if (words.includes(" up ")) {
    const broker = "require('net').createServer((s) => s.once('data', () => s.write('\\\\x01'))).listen(PORT)";
    const code = broker.replace("PORT", process.env.PORT) + " /* rabbitmq */";
    const child = spawn(process.execPath, ["-e", code], { detached: true, stdio: "ignore" });
    writeFileSync(here + "container-pid", String(child.pid));
    const { connect } = require("node:net");
    (function wait() {
      connect(Number(process.env.PORT)).on("connect", () => process.exit(0)).on("error", () => setTimeout(wait, 20));
    })();
  } else if (words.includes(" ps ")) console.log("container-1");
  else if (words.startsWith("inspect")) console.log(pid());
  else if (words.endsWith(" stop") || words.endsWith(" kill")) process.kill(pid());
  else if (words.startsWith("wait")) {
    setInterval(() => {
      try { process.kill(pid(), 0); } catch { process.exit(0); }
    }, 20);
  }
`;

async function setup() {
  const directory = mkdtempSync(join(tmpdir(), "spindle-container-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, "docker"), fakeDocker, { mode: 0o755 });
  vi.stubEnv("PATH", [directory, process.env["PATH"]].join(delimiter));
  onTestFinished(() => void vi.unstubAllEnvs());
  const port = await getPort();
  const server = rabbitmqContainer(directory, port);
  const start = () => server.start(new AbortController().signal);
  return { directory, port, server, start, calls: () => readFileSync(join(directory, "calls"), "utf8") };
}

test("an engine answers when docker and its compose do", async () => {
  await setup();
  expect(await containerEngineAnswers()).toBe(true);
  vi.stubEnv("NO_ENGINE", "1");
  expect(await containerEngineAnswers()).toBe(false);
});

test("a started container accepts AMQP on the data dir's port, under a project of its own, and can be stopped", async () => {
  const { port, server, start, calls } = await setup();
  const running = await start();
  expect(await acceptsAmqp(port)).toBe(true);
  expect(await server.url()).toMatch(new RegExp(`^amqp://spindle:[\\w-]{32}@127.0.0.1:${port}$`));
  expect(calls()).toMatch(
    /compose -f \S+rabbitmq\.compose\.yaml -p spindle-[0-9a-f]{12} up -d --wait rabbitmq/,
  );
  await running.stop(false);
  await running.exited;
  expect(await acceptsAmqp(port)).toBe(false);
});

test("a killed container is noticed, and starts again with the same URL", async () => {
  const { server, start } = await setup();
  const running = await start();
  const url = await server.url();
  process.kill(running.pid ?? 0, "SIGKILL");
  await running.exited;
  const again = await start();
  expect(again.pid).not.toBe(running.pid);
  expect(await server.url()).toBe(url);
  await again.stop(true);
});
