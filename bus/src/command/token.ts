import { Option, type Command } from "commander";
import { milliseconds, type Duration } from "../adapter/index.ts";
import { tokenRoles, type TokenRole } from "../principal.ts";
import { settingsBeside } from "../start/running.ts";
import { withServers } from "../start/server-urls.ts";
import { command, commandGroup, type CommonOptions } from "./define.ts";
import { messageOf, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

type CreateOptions = CommonOptions & {
  readonly name: string;
  readonly role: TokenRole;
  readonly expiresIn?: string;
  readonly loopbackOnly?: boolean;
  readonly source?: readonly string[];
  readonly type?: readonly string[];
};

/** `spindle token create`: the first tokens of an installation; later ones can also be made over the admin API. */
export function tokenCommand(host: Host): Command {
  const create = command("create", "make a bearer token and print it: it is not shown again")
    .requiredOption("--name <name>", "who will use it; shown in logs and in the audit")
    .addOption(new Option("--role <role>", "what it allows").choices(tokenRoles).makeOptionMandatory())
    .option("--expires-in <time>", 'how long it is good, for example "90d"; for ever if absent')
    .option("--loopback-only", "good only for callers on the same machine")
    .option(
      "--source <pattern...>",
      'publishes only for these sources, for example "/pos/*"; for all if absent',
    )
    .option("--type <pattern...>", 'publishes only these types, for example "order.*"; all if absent')
    .action((options: CreateOptions) => createToken(host, options));
  return commandGroup("token", "bearer tokens of publishers and operators").addCommand(create);
}

async function createToken(
  host: Host,
  { name, role, expiresIn, loopbackOnly = false, source: sources, type: types, json }: CreateOptions,
): Promise<void> {
  const print = printer(host, json ?? false);
  const expiresAt = expiresIn === undefined ? undefined : timeAfter(expiresIn);
  const { databaseUrl } = withServers(settingsBeside(host.env));
  // Whoever may write to the database may make tokens: this is the way in, and it leaves a line in the audit.
  const { openDatabase } = await import("../postgres/connect.ts");
  const { openOperations } = await import("../operations/open-operations.ts");
  const database = openDatabase({ url: databaseUrl, connections: 1, name: "spindle token" });
  try {
    const { tokens } = openOperations(database, []);
    const act = { actor: "command line", reason: "spindle token create" };
    const made = await tokens.create({ name, roles: [role], loopbackOnly, sources, types, expiresAt }, act);
    print.value(made);
    print.line(made.token);
    print.note(
      `${role} token of ${name}${expiresAt ? `, good until ${expiresAt}` : ""}; keep it, it is not shown again`,
    );
  } finally {
    await database.close();
  }
}

function timeAfter(duration: string): string {
  try {
    // Whether it is one is what `milliseconds` finds out.
    return new Date(Date.now() + milliseconds(duration as Duration)).toISOString();
  } catch (error) {
    throw wrongUsage(`--expires-in: ${messageOf(error)}`);
  }
}
