import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readSettings } from "../../bus/src/settings.ts";

const Service = z.object({
  image: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  ports: z.array(z.string()).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), Service) })
  .parse(parse(readFileSync("docker-compose.yml", "utf8"), { merge: true }));
const dockerfile = readFileSync("Dockerfile", "utf8");
const roles = ["ingress", "worker", "scheduler", "recorder", "admin"];

test("every role has a container that runs it, after database and topology", () => {
  for (const role of roles) {
    const service = compose.services[role];
    expect(service?.command).toEqual([role]);
    expect(Object.keys(service?.depends_on ?? {})).toEqual(expect.arrayContaining(["migrate", "topology"]));
  }
});

test("what a container waits for exists, and can be waited for in that way", () => {
  const awaited = Object.values(compose.services).flatMap(({ depends_on = {} }) =>
    Object.entries(depends_on),
  );
  const impossible = awaited.filter(([name, { condition }]) => {
    const service = compose.services[name];
    return service === undefined || (condition === "service_healthy" && service.healthcheck === undefined);
  });
  expect(impossible).toEqual([]);
});

test("containers are given only settings that there are", () => {
  for (const { environment = {} } of Object.values(compose.services)) {
    const own = Object.entries(environment).filter(([name]) => name.startsWith("SPINDLE_"));
    expect(() => readSettings(Object.fromEntries(own))).not.toThrow();
  }
});

test("nothing but loopback is published", () => {
  const published = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
  expect(published.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
});

test("the image has every workspace, and copies only what exists", () => {
  for (const manifest of globSync("{contracts,bus,admin-api,adapters/*}/package.json"))
    expect(dockerfile).toContain(manifest);
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = ""]) =>
    sources.split(" "),
  );
  expect(copied.filter((source) => !existsSync(source))).toEqual([]);
});
