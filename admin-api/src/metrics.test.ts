import type { KnownFacts } from "@spindlebus/bus/engine";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { exposition } from "./metrics/exposition.ts";
import { families } from "./metrics/families.ts";
import { adminClient, person } from "./testing/admin-client.ts";
import { allFacts } from "./testing/fake-metrics.ts";
import { faultsIn, keyOf, readExposition } from "./testing/read-exposition.ts";

const planned = {
  version: "1.2.3",
  routes: ["stripe.refund", "braze.track"],
  connections: ["stripe", "braze"],
  laned: ["stripe", "braze"],
};

const read = async (facts: KnownFacts) => readExposition(await exposition(facts, planned));
const limited = { ...person("lia", "viewer"), connections: ["stripe"], brands: null };

/** Every figure by its name and labels. */
async function figures(facts: KnownFacts = allFacts) {
  const series = [...(await read(facts)).values()].flatMap((family) => family.series);
  const byKey = new Map(series.map((each) => [keyOf(each), each.value]));
  return (name: string, labels: Readonly<Record<string, string>> = {}) => byKey.get(keyOf({ name, labels }));
}

const refund = { route: "stripe.refund", connection: "stripe" };
const track = { route: "braze.track", connection: "braze" };

test("every name is told once, with its type and help, by the rules of the format", async () => {
  const found = await read(allFacts);
  expect([...found.keys()]).toEqual(families.map(({ name }) => name));
  expect(faultsIn(found)).toEqual([]);
  for (const { name, type, labels } of families) {
    const { series = [], type: told } = found.get(name) ?? {};
    expect([name, told]).toEqual([name, type]);
    for (const each of series)
      expect([name, Object.keys(each.labels).filter((label) => label !== "le")]).toEqual([name, labels]);
  }
});

test("figures of the same are added up, and each is told by the state that it left its delivery in", async () => {
  const of = await figures();
  expect(of("spindle_deliveries_accepted_total", refund)).toBe(12);
  const ended = (outcome: string) => of("spindle_deliveries_ended_total", { ...refund, outcome });
  expect([ended("applied"), ended("dead"), ended("inDoubt"), ended("waiting")]).toEqual([7, 4, 1, undefined]);
  const attempts = (outcome: string) => of("spindle_attempts_total", { ...refund, outcome });
  expect([attempts("inDoubt"), attempts("poison"), attempts("accepted")]).toEqual([3, 1, undefined]);
  expect(of("spindle_route_paused", refund)).toBe(1);
  expect(of("spindle_circuit_open", { connection: "stripe" })).toBe(1);
});

test("what is configured and was not counted is zero", async () => {
  const of = await figures();
  expect([
    of("spindle_deliveries_accepted_total", track),
    of("spindle_deliveries_ended_total", { ...track, outcome: "dead" }),
    of("spindle_failures", { ...track, state: "inDoubt" }),
    of("spindle_oldest_unprocessed_seconds", track),
    of("spindle_circuit_open", { connection: "braze" }),
    of("spindle_route_paused", track),
    of("spindle_replays", { state: "running" }),
  ]).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test("what is not known is missing, and never zero", async () => {
  expect([...(await read({})).keys()]).toEqual([
    "spindle_build_info",
    "spindle_unknown_parts",
    "spindle_broker_up",
  ]);
  const { failures: _, deadLetters: __, quietFeeds: ___, ...rest } = allFacts;
  const of = await figures(rest);
  expect([of("spindle_unknown_parts"), of("spindle_broker_up")]).toEqual([2, 0]);
  const missing = families.filter(({ samples }) => samples(rest, planned) === undefined);
  expect(missing.map(({ name }) => name)).toEqual([
    "spindle_quiet_feeds",
    "spindle_failures",
    "spindle_oldest_failure_seconds",
    "spindle_unrecorded_dead_letters",
  ]);
  expect(of("spindle_unknown_parts", {})).toBe(2);
  expect((await figures())("spindle_unknown_parts")).toBe(0);
});

test("nobody has looked at depths is no zero", async () => {
  expect((await read({ ...allFacts, depths: [] })).has("spindle_open_deliveries")).toBe(false);
});

test("a histogram has every time in its bucket, and what it took together in seconds", async () => {
  const of = await figures();
  const upTo = (le: string) => of("spindle_attempt_duration_seconds_bucket", { ...refund, le });
  // Buckets 6 and 7 end at 8 and at 11.3 ms, and bucket 40 at 17 minutes.
  expect([upTo("0.008"), upTo("0.016"), upTo("65.536"), upTo("+Inf")]).toEqual([4, 6, 6, 7]);
  expect(of("spindle_attempt_duration_seconds_sum", refund)).toBe(900.05);
  expect(of("spindle_attempt_duration_seconds_count", refund)).toBe(7);
  const critical = (le: string) => of("spindle_delivery_duration_seconds_bucket", { ...refund, le });
  expect([critical("0.512"), critical("1.024")]).toEqual([0, 7]);
});

describe("/metrics", () => {
  const { ask, lines } = adminClient({ metrics: { read: async () => allFacts }, tokens: { limited } });

  test("is for who may read, in the type that Prometheus asks for, with what this process says of itself", async () => {
    const { status, headers, text } = await ask("/metrics", { token: "viewer" });
    expect([status, headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(text).toContain('spindle_build_info{version="1.2.3"} 1\n');
    expect(text).toContain("\nprocess_start_time_seconds 1\n");
    expect(lines.at(-1)).toMatchObject({ level: "debug", route: "/metrics" });
  });

  test.each([
    ["nobody", "", 401],
    ["a publisher", "producer", 403],
    ["somebody who is limited to some connections: it is of all", "limited", 403],
  ])("is refused to %s", async (_who, token, status) => {
    const answer = await ask("/metrics", { token });
    expect([answer.status, answer.text]).toEqual([status, expect.not.stringContaining("spindle_")]);
  });

  test("is 503 while the database is away: nothing of it is known then", async () => {
    const away = new Error("ECONNREFUSED");
    const client = adminClient({
      metrics: { read: () => Promise.reject(away) },
      isOutage: (error) => error === away,
    });
    const { status, text } = await client.ask("/metrics", { token: "viewer" });
    expect([status, text]).toEqual([503, expect.not.stringContaining("spindle_")]);
  });
});

describe("documents", () => {
  const docs = new URL("../../docs/", import.meta.url);

  // After a change that is meant: vitest run --project unit admin-api/src/metrics.test.ts -u
  test("the page about metrics names all of them", async () => {
    const rows = families.map(
      ({ name, type, labels, help }) =>
        `- \`${name}\`${labels.length === 0 ? "" : ` {${labels.join(", ")}}`}, ${type}: ${help}`,
    );
    await expect(`${[...intro, rows.join("\n"), ...rest].join("\n\n")}\n`).toMatchFileSnapshot(
      "../../docs/reference/metrics.md",
    );
  });

  test("alert rules ask for metrics that there are, by labels that they have", () => {
    const text = readFileSync(new URL("how-to/watch-with-prometheus.rules.yaml", docs), "utf8");
    const shape = z.object({
      groups: z.array(
        z.object({
          rules: z.array(z.object({ alert: z.string(), expr: z.string(), for: z.string() })).min(6),
        }),
      ),
    });
    const { groups } = shape.parse(parse(text));
    const asked = groups.flatMap(({ rules }) => rules).flatMap(({ alert, expr }) => askedBy(alert, expr));
    const byName = new Map(families.map((family) => [family.name, family.labels]));
    const isThere = ({ name, label }: Asked) =>
      label === undefined ? byName.has(name) : byName.get(name)?.some((each) => each === label);
    expect(asked.filter((each) => !isThere(each))).toEqual([]);
    expect(new Set(asked.map(({ alert }) => alert)).size).toBe(5);
    expect(text).toContain('max(up{job="spindle"}) == 0');
  });

  test("the scrape that is shown is of this path, with a token", () => {
    const text = readFileSync(new URL("how-to/watch-with-prometheus.yaml", docs), "utf8");
    const { scrape_configs: scrapes, rule_files: rules } = parse(text) as {
      scrape_configs: readonly Readonly<Record<string, unknown>>[];
      rule_files: readonly string[];
    }; // as: the file beside this test
    expect(scrapes).toMatchObject([
      {
        job_name: "spindle",
        metrics_path: "/metrics",
        authorization: { credentials_file: expect.any(String) },
      },
    ]);
    expect(rules).toEqual(["watch-with-prometheus.rules.yaml"]);
  });
});

type Asked = { readonly alert: string; readonly name: string; readonly label: string | undefined };

/** The product's metrics in an expression, each with the label that it is chosen by. */
const askedBy = (alert: string, expr: string): readonly Asked[] =>
  [...expr.matchAll(/\b(spindle_\w+?)(?:_bucket|_sum|_count)?\b(?:\{(\w+))?/g)].map(
    ([, name = "", label]) => ({
      alert,
      name,
      label,
    }),
  );

const intro = [
  "# Metrics",
  "`GET /metrics` of the admin API, for Prometheus ([how to watch with it](../how-to/watch-with-prometheus.md)). It needs the right read, of all connections.",
  "What is told of the product is the same whichever admin process is asked, and however many processes of each role run: it comes from the database, and of the broker what no table has. It is at most five seconds old. What could not be learned in time is missing, and `spindle_unknown_parts` says so; while the database is away the answer is 503. Counters and histograms count since the migration that began them, are never pruned, and lag by half a minute. Labels are names of the configuration, outcomes and states, and nothing of a message.",
];

const rest = [
  'Of the admin process itself, with `role="admin"`: `process_*` and `nodejs_*`, as `prom-client` has them of every Node process.',
  "This page is written by `admin-api/src/metrics.test.ts`.",
];
