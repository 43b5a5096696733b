import type { Command } from "commander";
import { routedTypes } from "../config/routed-types.ts";
import { failed, ok, type Finding } from "../doctor/check.ts";
import { checkConfig, checkNode, checkSecrets } from "../doctor/check-config.ts";
import { checkPorts } from "../doctor/check-ports.ts";
import { checkBroker, checkDatabase } from "../doctor/check-servers.ts";
import type { Settings } from "../settings.ts";
import { settingsBeside } from "../start/running.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, messageOf } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

/** `spindle doctor`: checks everything that a start needs, and says what to do about what is wrong. */
export function doctorCommand(host: Host): Command {
  return command("doctor", "check everything that Spindle needs, and say what to mend").action(
    async ({ json }: CommonOptions) => {
      const print = printer(host, json ?? false);
      const findings = await examine(host);
      for (const finding of findings) tell(print, finding);
      const wrong = findings.filter(({ result }) => result === "failed").length;
      if (wrong > 0) throw new CommandFailure(`${wrong} of ${findings.length} checks failed.`);
    },
  );
}

/** Every check that can be made; one that fails keeps none of the others from being made. */
async function examine(host: Host): Promise<readonly Finding[]> {
  const node = checkNode(process.versions.node);
  let settings: Settings;
  try {
    settings = settingsBeside(host.env);
  } catch (error) {
    return [node, failed("environment", messageOf(error), "Correct these variables, then run this again.")];
  }
  const { finding, config } = await checkConfig(settings);
  const [broker, database, ports] = await Promise.all([
    checkBroker(settings.amqpUrl, config && routedTypes(config)),
    checkDatabase(settings.databaseUrl),
    checkPorts(settings, host.fetch),
  ]);
  return [
    node,
    ok("environment", "every SPINDLE_ variable is known"),
    finding,
    ...(config ? [checkSecrets(config, host.env, settings)] : []),
    ...broker,
    ...database,
    ...ports,
  ];
}

const marks = { ok: ["green", "✓"], failed: ["red", "✗"], note: ["yellow", "!"] } as const;

function tell(print: Print, finding: Finding): void {
  const { check, result, detail, next } = finding;
  print.value(finding);
  const [colour, mark] = marks[result];
  print.line(`${print.style(colour, mark)} ${check.padEnd(12)} ${detail}`);
  if (next !== undefined) print.line(`  ${" ".repeat(12)} → ${next}`);
}
