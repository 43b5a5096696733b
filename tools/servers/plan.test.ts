import { expect, test } from "vitest";
import { planServers } from "./plan.ts";
import type { Machine } from "./plan.ts";
import type { RabbitmqPrograms } from "./rabbitmq-programs.ts";

const programs: RabbitmqPrograms = {
  server: "/bin/rabbitmq-server",
  ctl: "/bin/rabbitmqctl",
  epmd: "/bin/epmd",
};

/** A machine with nothing, but for what a test gives it. */
function setup(has: Partial<Machine> = {}) {
  const done: string[] = [];
  const machine: Machine = {
    platform: "linux",
    findRabbitmq: () => (done.includes("installed") ? programs : undefined),
    containerEngineAnswers: async () => false,
    pullRabbitmq: async () => void done.push("pulled"),
    canInstallPackages: () => false,
    installRabbitmq: async () => void done.push("installed"),
    ...has,
  };
  const said: string[] = [];
  const plan = (environment: Record<string, string> = {}) =>
    planServers(environment, machine, (line) => said.push(line));
  return { plan, done, said };
}

const everything: Partial<Machine> = {
  findRabbitmq: () => programs,
  containerEngineAnswers: async () => true,
  canInstallPackages: () => true,
};

test("servers named in the environment come before everything else", async () => {
  const { plan, done } = setup(everything);
  const environment = { SPINDLE_AMQP_URL: "amqp://elsewhere", SPINDLE_DATABASE_URL: "postgres://elsewhere" };
  expect(await plan(environment)).toEqual({
    rabbitmq: { url: "amqp://elsewhere" },
    postgres: { url: "postgres://elsewhere" },
  });
  expect(done).toEqual([]);
});

test("a variable that is set to nothing names no server", async () => {
  const { plan } = setup(everything);
  expect(await plan({ SPINDLE_AMQP_URL: "", SPINDLE_DATABASE_URL: "" })).toEqual({
    rabbitmq: { programs },
    postgres: "embedded",
  });
});

test("a RabbitMQ on the machine comes before containers and packages", async () => {
  const { plan, done } = setup(everything);
  expect((await plan()).rabbitmq).toEqual({ programs });
  expect(done).toEqual([]);
});

test("a container comes before packages", async () => {
  const { plan, done } = setup({ ...everything, findRabbitmq: () => undefined });
  expect((await plan()).rabbitmq).toBe("container");
  expect(done).toEqual(["pulled"]);
});

test("an engine that cannot get the image is passed over, and that is said", async () => {
  const pullRabbitmq = async () => Promise.reject(new Error("no route to the registry"));
  const { plan, said } = setup({
    containerEngineAnswers: async () => true,
    pullRabbitmq,
    canInstallPackages: () => true,
  });
  expect((await plan()).rabbitmq).toEqual({ programs });
  expect(said[0]).toContain("no route to the registry");
});

test("the package is installed as the last resort, and that is said", async () => {
  const { plan, done, said } = setup({ canInstallPackages: () => true });
  expect((await plan()).rabbitmq).toEqual({ programs });
  expect(done).toEqual(["installed"]);
  expect(said.at(-1)).toContain("package rabbitmq-server installed");
});

test("without any way to a RabbitMQ, the error says what to type", async () => {
  await expect(setup().plan()).rejects.toThrow("Type: sudo apt-get install rabbitmq-server");
  await expect(setup({ platform: "darwin" }).plan()).rejects.toThrow("Type: brew install rabbitmq");
});
