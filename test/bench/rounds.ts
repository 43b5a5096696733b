import type { Say } from "../../tools/say.ts";
import type { ServersRecord } from "../../tools/servers/record.ts";
import { fillLedger } from "./fill-ledger.ts";
import { measures, type Measure, type MeasureName } from "./measures.ts";
import { prepareDatabase } from "./note-bus.ts";
import { inFreshDatabase, inFreshPlace, type Template } from "./place.ts";
import type { Results } from "./report.ts";
import type { Sample, Sizes } from "./sample.ts";

type Run = {
  readonly names: readonly MeasureName[];
  readonly rounds: number;
  readonly sizes: Sizes;
  readonly servers: ServersRecord;
  readonly say: Say;
};

/** Measures everything once, then again: what the machine does beside it meets all of them alike. */
export async function runRounds(run: Run): Promise<Results> {
  const { names, servers, sizes, say } = run;
  return inFreshDatabase(servers, async (emptyUrl, empty) => {
    await prepareDatabase(emptyUrl);
    const template = { name: empty };
    if (!names.some((name) => measureOf(name).onGrownLedger)) return interleave(run, template);
    const work = async (databaseUrl: string, grown: string) => {
      say(`fills a ledger with ${sizes.ledgerRows} deliveries`);
      await fillLedger(databaseUrl, sizes.ledgerRows);
      return interleave(run, template, { name: grown, isLarge: true });
    };
    return inFreshDatabase(servers, work, template);
  });
}

async function interleave(
  { names, rounds, sizes, servers, say }: Run,
  empty: Template,
  grown?: Template,
): Promise<Results> {
  const results: Partial<Record<MeasureName, Sample[]>> = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of names) {
      const { run, once, onGrownLedger, needsOwnServers, title } = measureOf(name);
      if (once && round > 1) continue;
      if (needsOwnServers && servers.postgres.pid === undefined) {
        say(`skipped, the servers are not the benchmark's own: ${title}`);
        continue;
      }
      const template = onGrownLedger ? grown : empty;
      const sample = await inFreshPlace(servers, (place) => run(place, sizes), template);
      (results[name] ??= []).push(sample);
      say(`round ${round}: ${title}: ${textOf(sample)}`);
    }
  }
  return results;
}

const measureOf = (name: MeasureName): Measure => measures[name];

const textOf = (sample: Sample): string =>
  Object.entries(sample)
    .map(([figure, value]) => `${figure} ${Number(value.toPrecision(3))}`)
    .join(", ");
