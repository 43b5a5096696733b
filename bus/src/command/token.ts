import { InvalidArgumentError, Option, type Command } from "commander";
import { tokenRoles, type TokenRole } from "../principal.ts";
import { command, commandGroup, wholeNumber, type CommonOptions } from "./define.ts";
import { wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { listTokensCommand } from "./token-list.ts";
import { revokeTokenCommand, rotateTokenCommand } from "./token-rotate.ts";
import { timeAfter, withTokens } from "./with-tokens.ts";

type CreateOptions = CommonOptions & {
  readonly name: string;
  readonly role: readonly TokenRole[];
  readonly expiresIn?: string;
  readonly loopbackOnly?: boolean;
  readonly source?: readonly string[];
  readonly type?: readonly string[];
  readonly connection?: readonly string[];
  readonly brand?: readonly string[];
  readonly rate?: number;
  readonly burst?: number;
};

/** `spindle token`: the first tokens of an installation, and all that is done with tokens; also over the admin API. */
export function tokenCommand(host: Host): Command {
  const create = command("create", "make a bearer token and print it: it is not shown again")
    .requiredOption("--name <name>", "who will use it; shown in logs and in the audit")
    .addOption(
      new Option("--role <role...>", "what it allows; several roles have the rights of all of them")
        .choices(tokenRoles)
        .makeOptionMandatory(),
    )
    .option("--expires-in <time>", 'how long it is good, for example "90d"; for ever if absent')
    .option("--loopback-only", "good only for callers on the same machine")
    .option(
      "--source <pattern...>",
      'publishes only for these sources, for example "/pos/*"; for all if absent',
    )
    .option("--type <pattern...>", 'publishes only these types, for example "order.*"; all if absent')
    .option(
      "--connection <pattern...>",
      'sees and does only what is of these, for example "paytronix-*"; all if absent',
    )
    .option(
      "--brand <name...>",
      "sees and does only what is of the connections of these brands; all if absent",
    )
    .option("--rate <n>", "publishes so many events a second; the installation's limit if absent", rate)
    .option("--burst <n>", "and so many at once; those of one second if absent", wholeNumber(1))
    .action((options: CreateOptions) => createToken(host, options));
  return commandGroup("token", "bearer tokens of publishers and operators")
    .addCommand(create)
    .addCommand(listTokensCommand(host))
    .addCommand(rotateTokenCommand(host))
    .addCommand(revokeTokenCommand(host));
}

async function createToken(
  host: Host,
  {
    name,
    role: roles,
    expiresIn,
    loopbackOnly = false,
    source: sources,
    type: types,
    connection: connections,
    brand: brands,
    json,
    ...limit
  }: CreateOptions,
): Promise<void> {
  const print = printer(host, json ?? false);
  const expiresAt = expiresIn === undefined ? undefined : timeAfter("--expires-in", expiresIn);
  const { rate: ratePerSecond, burst } = limit;
  if (burst !== undefined && ratePerSecond === undefined) throw wrongUsage("--burst goes with --rate.");
  const limits = { sources, types, connections, brands, ratePerSecond, burst };
  const granted = { name, roles, loopbackOnly, ...limits, expiresAt };
  const made = await withTokens(host, ({ tokens, act }) => tokens.create(granted, act("create")));
  print.value(made);
  print.line(made.token);
  print.note(
    `${roles.join(" and ")} token of ${name}${expiresAt ? `, good until ${expiresAt}` : ""}; keep it, it is not shown again`,
  );
}

function rate(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1_000_000) return value;
  throw new InvalidArgumentError("It must be a number of events a second, above 0.");
}
