import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What each part may import beside its own files, by the beginning of the specifier. */
const walls: readonly { readonly part: string; readonly allowed: readonly string[] }[] = [
  { part: "contracts/src", allowed: ["zod"] },
  { part: "bus/src/adapter", allowed: ["zod", "@spindlebus/contracts", "node:crypto"] },
  {
    part: "bus/src/delivery",
    allowed: [
      "@spindlebus/contracts",
      "cockatiel",
      "node:crypto",
      "p-limit",
      "rate-limiter-flexible",
      "uuid",
    ],
  },
  {
    part: "adapters/*/src",
    allowed: ["zod", "@spindlebus/contracts", "@spindlebus/bus/adapter", "node:crypto"],
  },
  { part: "client/src", allowed: ["zod", "@spindlebus/contracts"] },
  {
    part: "admin-api/src",
    allowed: [
      "zod",
      "hono",
      "@hono/",
      "openid-client",
      "prom-client",
      "@spindlebus/bus",
      "@spindlebus/contracts",
      "node:",
      "pino",
    ],
  },
];

/** Packages that only one folder may know. */
const only: Readonly<Record<string, string>> = {
  amqplib: "bus/src/rabbitmq/",
  "amqp-connection-manager": "bus/src/rabbitmq/",
  "drizzle-orm": "bus/src/postgres/",
  postgres: "bus/src/postgres/",
  "prom-client": "admin-api/src/metrics/",
  "@spindlebus/adapter-": "spindle.config.ts",
};

const sourceOf = (pattern: string) =>
  globSync(pattern).filter(
    (file) => !file.includes("node_modules") && !file.endsWith(".test.ts") && !file.includes("/testing/"),
  );

test.each(walls)("$part imports nothing but what it may", ({ part, allowed }) => {
  const strangers = sourceOf(`${part}/**/*.ts`).flatMap((file) =>
    packagesIn(file)
      .filter((name) => !allowed.some((each) => name === each || name.startsWith(each)))
      .map((name) => `${file} imports ${name}`),
  );
  expect(strangers).toEqual([]);
});

test.each(Object.entries(only))("%s is imported in %s alone", (name, place) => {
  const product = ["contracts", "bus", "adapters", "admin-api", "client"].flatMap((part) =>
    sourceOf(`${part}/**/*.ts`),
  );
  const wrong = [...product, "spindle.config.ts"].filter(
    (file) => !file.startsWith(place) && packagesIn(file).some((each) => isOf(each, name)),
  );
  expect(wrong).toEqual([]);
});

test("adapters do not know each other", () => {
  const wrong = sourceOf("adapters/**/*.ts").filter((file) =>
    packagesIn(file).some((name) => name.startsWith("@spindlebus/adapter-")),
  );
  expect(wrong).toEqual([]);
});

test("the engine knows the admin API only where the command starts it", () => {
  const knowing = sourceOf("bus/**/*.ts").filter((file) =>
    packagesIn(file).includes("@spindlebus/admin-api"),
  );
  expect(
    knowing.filter((file) => !file.startsWith("bus/src/command/") && !file.startsWith("bus/src/start/")),
  ).toEqual([]);
});

test("only one module reads the environment", () => {
  const readers = [
    ...sourceOf("bus/src/**/*.ts"),
    ...sourceOf("admin-api/src/**/*.ts"),
    ...sourceOf("adapters/**/*.ts"),
    ...sourceOf("client/src/**/*.ts"),
  ]
    .filter((file) => /process\.env|process\["env"\]/.test(readFileSync(file, "utf8")))
    .map((file) => file);
  expect(readers.filter((file) => file !== "bus/src/settings.ts")).toEqual([]);
});

function packagesIn(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const specifiers = [...text.matchAll(/(?<!["`])(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
    ([, specifier = ""]) => specifier,
  );
  return specifiers.filter((specifier) => !specifier.startsWith("."));
}

/** `postgres` is also the beginning of `postgres/types`, and not of `postgresql`. */
const isOf = (specifier: string, name: string): boolean =>
  specifier === name ||
  specifier.startsWith(`${name}/`) ||
  (name.endsWith("-") && specifier.startsWith(name));
