import { expect, test } from "vitest";
import { measures, type MeasureName } from "../bench/measures.ts";
import { targetRows } from "../bench/report.ts";
import { runRounds } from "../bench/rounds.ts";
import { targets } from "../bench/targets.ts";
import { servers } from "../support/servers.ts";

/** Far too little to say anything about speed. */
const tiny = {
  messages: 40,
  laneKeys: 8,
  requests: 64,
  rate: 20,
  rateSeconds: 1,
  waiting: 100,
  frozenSeconds: 1,
  ledgerRows: 1_000,
  replayed: 100,
  failures: 1_000,
};

/** The one that stops the database would stop it for every test; the others are measured like one that is not left out. */
const leftOut: ReadonlySet<MeasureName> = new Set([
  "memoryFrozen",
  "rascalWide",
  "deliveriesGrown",
  "bare4",
  "deliveries4",
  "pacedReplay",
]);

test("every kind of measure of the benchmark runs, and the targets are read from what they give", async () => {
  const names = (Object.keys(measures) as MeasureName[]).filter((name) => !leftOut.has(name));
  const results = await runRounds({
    names,
    rounds: 1,
    sizes: tiny,
    servers: servers(),
    say: () => undefined,
  });
  expect(Object.keys(results)).toEqual(names);
  const figures = Object.values(results).flatMap((samples) => samples.flatMap(Object.values));
  expect(figures.filter((figure) => !Number.isFinite(figure))).toEqual([]);
  expect(targetRows(results).map(({ title }) => title)).toEqual(
    targets.filter(({ of, over = of }) => !leftOut.has(of) && !leftOut.has(over)).map(({ title }) => title),
  );
}, 400_000);
