import { messageOf } from "../command/failure.ts";
import { freshFor } from "../fresh-for.ts";
import type { Broker } from "../operations/broker.ts";
import type { PlanState } from "../operations/plan-views.ts";
import { withoutCredentials } from "../rabbitmq/broker-url.ts";
import type { RoleContext } from "../role.ts";
import { checkDatabase } from "./check-servers.ts";
import { failed, noted, ok, type Finding } from "./check.ts";

/** How one part of the installation is doing. */
export type Diagnosed = {
  readonly name: string;
  readonly ok: boolean;
  readonly words: string;
  /** What to do about it. */
  readonly next: string | null;
  /** The variable that says where it is. */
  readonly setting: string | null;
  readonly tookMs: number;
};

/** Looks at everything that a running installation rests on. It never rejects, and takes two seconds at the most. */
export type Diagnose = () => Promise<readonly Diagnosed[]>;

type Given = Pick<RoleContext, "plan"> & {
  readonly settings: Pick<RoleContext["settings"], "amqpUrl" | "databaseUrl" | "configPath">;
  readonly broker: Pick<Broker, "version" | "queues">;
  readonly planState: Pick<PlanState, "governors">;
};

type Question = { readonly name: string; readonly ask: () => Promise<readonly Finding[]> };

/** However many ask, and whoever they are, the servers are asked once in a while. */
const goodForMs = 2_000;
const patienceMs = 2_000;

const settingOf: Readonly<Record<string, string>> = {
  database: "SPINDLE_DATABASE_URL",
  broker: "SPINDLE_AMQP_URL",
  configuration: "SPINDLE_CONFIG",
};
/** Where a running installation has another word than a check before the start. */
const nameOf: Readonly<Record<string, string>> = { schema: "migrations" };

/** The checks of `spindle doctor` that make sense while everything runs, and what is known of the vendors. */
export function openDiagnosis({ settings, plan, broker, planState }: Given): Diagnose {
  const { amqpUrl, databaseUrl, configPath } = settings;
  const questions: readonly Question[] = [
    // Alone: one that waits for a database that is away is not joined by others.
    { name: "database", ask: freshFor(goodForMs, () => checkDatabase(databaseUrl)) },
    {
      name: "broker",
      ask: async () => [ok("broker", `RabbitMQ ${await broker.version()} at ${withoutCredentials(amqpUrl)}`)],
    },
    { name: "queues", ask: async () => [queuesFinding(await broker.queues())] },
    { name: "adapters", ask: freshFor(goodForMs, async () => [vendorsFinding(await planState.governors())]) },
  ];
  const detail = `${configPath}: ${plan.connections.size} connections, ${plan.routes.length} routes`;
  const configured = diagnosed(ok("configuration", detail), 0);
  return freshFor(goodForMs, async () => [
    ...(await Promise.all(questions.map(answered))).flat(),
    configured,
  ]);
}

async function answered({ name, ask }: Question): Promise<readonly Diagnosed[]> {
  const askedAtMs = performance.now();
  const { promise: tooLate, resolve } = Promise.withResolvers<readonly Finding[]>();
  const slow = [failed(name, `has not answered within ${patienceMs / 1_000} s`, seeOthers)];
  const timer = setTimeout(() => resolve(slow), patienceMs);
  const asked = ask().catch((error: unknown) => [failed(name, messageOf(error), seeOthers)]);
  const findings = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  return findings.map((finding) => diagnosed(finding, performance.now() - askedAtMs));
}

const seeOthers = `Mend what it rests on; "spindle doctor" tells more.`;

function diagnosed({ check, result, detail, next }: Finding, tookMs: number): Diagnosed {
  const name = nameOf[check] ?? check;
  const setting = settingOf[name] ?? null;
  return {
    name,
    ok: result !== "failed",
    words: detail,
    next: next ?? null,
    setting,
    tookMs: Math.round(tookMs),
  };
}

function queuesFinding({ queues }: Awaited<ReturnType<Broker["queues"]>>): Finding {
  const missing = queues.filter(({ exists }) => !exists).map(({ name }) => name);
  return missing.length === 0
    ? ok("queues", `all ${queues.length} queues stand`)
    : failed("queues", `missing: ${missing.join(", ")}`, `Run "spindle topology apply".`);
}

/** A vendor that is away is no fault of the installation, and its deliveries wait. */
function vendorsFinding(governors: Awaited<ReturnType<PlanState["governors"]>>): Finding {
  const away = [...governors]
    .filter(([, { circuit }]) => circuit === "open")
    .map(([connection]) => connection);
  return away.length === 0
    ? ok("adapters", "no vendor is known to be away")
    : noted(
        "adapters",
        `do not answer: ${away.join(", ")}`,
        "Their deliveries wait, and go on by themselves.",
      );
}
