import { z } from "zod";
import type { AnyAdapter, AnyOperation } from "../../adapter/index.ts";
import { scrub } from "../../redact.ts";
import type { AnySimulator } from "../simulator/define-simulator.ts";
import { checkAnswers, checkHuge, checkLong } from "./check-answers.ts";
import { checkBatch } from "./check-batch.ts";
import { checkOperation } from "./check-operations.ts";
import { checkWebhooks, type Told } from "./check-webhooks.ts";
import { checkWords } from "./check-words.ts";
import { openChecks, type Checks, type Fault } from "./checks.ts";
import type { Fixtures } from "./fixtures.ts";
import { guardRandomness } from "./guard-randomness.ts";
import { watched, type Watched } from "./pure.ts";
import { levelOf, type Conformance, type Level } from "./report.ts";
import { openWorld, webhookPath, type Subject, type World } from "./world.ts";

/**
 * Puts an adapter through everything that production has in store, at its simulator and in the real delivery code, and says
 * what it has proven: bronze, silver or gold, with the reasons why it is not more.
 */
export async function checkAdapter(
  adapter: AnyAdapter,
  simulator: AnySimulator,
  fixtures: Fixtures,
): Promise<Conformance> {
  const guard = guardRandomness();
  try {
    const checks = openChecks(adapter.conformance?.waivers ?? {});
    await checkAll(watched(adapter, guard), simulator, fixtures, checks);
    const { findings } = checks;
    return { adapter: adapter.name, version: adapter.version, level: levelOf(findings), findings };
  } finally {
    guard.release();
  }
}

async function checkAll(
  watch: Watched,
  simulator: AnySimulator,
  fixtures: Fixtures,
  checks: Checks,
): Promise<void> {
  const { adapter } = watch;
  const subject: Subject = { adapter, simulator, fixtures, texts: [], messages: new Map(), others: [] };
  const { told, nowMs } = await listen(subject);
  for (const name of Object.keys(adapter.operations)) {
    await checkOperation(subject, name, checks);
    await checkSample(watch, name, checks);
    await checkBatch(subject, name, checks);
  }
  await checkWebhooks(subject, told, nowMs, checks);
  await checkPurity(watch, checks);
  await checks.run("gold", "no secret or personal value in words", adapter.name, (fault) =>
    checkWords(
      { ...subject, texts: [...subject.texts, ...[...watch.words].map((word) => scrub(word))] },
      fault,
    ),
  );
  await checkDefinition(adapter, checks);
}

/** What an adapter says of itself. */
async function checkDefinition(adapter: AnyAdapter, checks: Checks): Promise<void> {
  await checks.run("gold", "documented", adapter.name, (fault) => checkDocumented(adapter, fault));
  await checks.run("gold", "waivers are needed", adapter.name, (fault) => {
    for (const waiver of checks.unused()) fault(`"${waiver}" waives nothing any more`);
  });
  await checks.run("gold", "says what it has proven", adapter.name, (fault) =>
    checkClaim(adapter, levelOf(checks.findings), fault),
  );
}

/** What the simulated vendor tells the bus when every operation goes well, one a second. */
async function listen(subject: Subject): Promise<{ readonly told: readonly Told[]; readonly nowMs: number }> {
  const { adapter } = subject;
  const world = await openWorld(subject);
  const told: Told[] = [];
  try {
    for (const [moment, operation] of Object.keys(adapter.operations).entries()) {
      const before = world.webhooks.length;
      try {
        await world.prepare(operation);
        await world.settle(operation, await world.deliver(operation));
      } catch {
        // Its own check says so.
      }
      await world.told();
      told.push(...toldIn(adapter, world.webhooks.slice(before), moment));
      world.harness.clock.advance(1_000);
    }
    return { told, nowMs: world.nowMs() };
  } finally {
    await world.close();
  }
}

function toldIn(adapter: AnyAdapter, received: World["webhooks"], moment: number): readonly Told[] {
  const names = Object.keys(adapter.webhooks ?? {});
  return received.flatMap(({ method, path, headers, body }) =>
    names
      .filter((name) => path.split("?")[0] === webhookPath(adapter.name, name))
      .map((webhook) => ({
        webhook,
        moment,
        request: { method, path, headers, rawBody: Buffer.from(body) },
      })),
  );
}

async function checkSample({ adapter, samples }: Watched, name: string, checks: Checks): Promise<void> {
  const operation = (adapter.operations as Readonly<Record<string, AnyOperation>>)[name];
  const sample = samples.get(name);
  if (!operation || !sample) return;
  await checks.run("bronze", "complete error table", name, (fault) => checkAnswers(operation, sample, fault));
  await checks.run("silver", "huge answers", name, (fault) => checkHuge(operation, sample, fault));
  await checks.run("silver", "long values", name, (fault) => checkLong(operation, sample, fault));
}

/** Last, so that every call of every check was watched. */
async function checkPurity({ adapter, impurities }: Watched, checks: Checks): Promise<void> {
  for (const subject of [...Object.keys(adapter.operations), ...Object.keys(adapter.webhooks ?? {})])
    await checks.run("bronze", "pure", subject, (fault) => {
      for (const impurity of impurities) if (impurity.subject === subject) fault(impurity.fault);
    });
}

/** What the catalogues show of it is neither more nor less than this. */
function checkClaim({ conformance }: AnyAdapter, reached: Level, fault: Fault): void {
  const claimed = conformance?.level;
  if (claimed !== undefined && claimed !== reached)
    fault(`it has reached ${reached}, and its conformance.level says ${claimed}`);
}

function checkDocumented({ settings, secrets, operations }: AnyAdapter, fault: Fault): void {
  for (const [what, schema] of Object.entries({ setting: settings, secret: secrets })) {
    if (!(schema instanceof z.ZodObject)) continue;
    for (const [name, field] of Object.entries<z.ZodType>(schema.shape))
      if (!field.meta()?.description) fault(`the ${what} ${name} has no description`);
  }
  for (const [name, { summary }] of Object.entries<AnyOperation>(operations))
    if (summary.length < 10) fault(`${name} has no summary`);
}
