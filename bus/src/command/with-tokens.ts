import { milliseconds, type Duration } from "../adapter/index.ts";
import type { Act } from "../operations/act.ts";
import type { Tokens, TokenView } from "../operations/tokens.ts";
import { settingsBeside } from "../start/running.ts";
import { withServers } from "../start/server-urls.ts";
import { CommandFailure, exitCodes, messageOf, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";

type Use<Value> = (with_: { readonly tokens: Tokens; readonly act: (verb: string) => Act }) => Promise<Value>;

/**
 * Works on the tokens in the database. Whoever may write to it may make tokens: this is the way in, and what it does leaves
 * a line in the audit.
 */
export async function withTokens<Value>(host: Host, use: Use<Value>): Promise<Value> {
  const { databaseUrl } = withServers(settingsBeside(host.env));
  const { openDatabase } = await import("../postgres/connect.ts");
  const { openOperations } = await import("../operations/open-operations.ts");
  const database = openDatabase({ url: databaseUrl, connections: 1, name: "spindle token" });
  const act = (verb: string) => ({ actor: "command line", reason: `spindle token ${verb}` });
  try {
    return await use({ tokens: openOperations(database, []).tokens, act });
  } finally {
    await database.close();
  }
}

/** The one token with this id or name. @throws CommandFailure where there is none, or several have the name */
export async function theToken(tokens: Tokens, nameOrId: string): Promise<TokenView> {
  const named = (await tokens.list()).filter(({ id, name }) => id === nameOrId || name === nameOrId);
  const [token, ...others] = named;
  if (!token)
    throw new CommandFailure(
      `No token is called "${nameOrId}"; see spindle token list.`,
      exitCodes.nothingMatched,
    );
  if (others.length === 0) return token;
  throw new CommandFailure(
    `${named.length} tokens are called "${nameOrId}"; say which by its id: ${named.map(({ id }) => id).join(", ")}.`,
  );
}

/** The instant after a time that an option names. @throws wrong usage where it is no time */
export const timeAfter = (option: string, text: string): string =>
  new Date(Date.now() + timeOf(option, text)).toISOString();

/** The milliseconds of a time that an option names. @throws wrong usage where it is no time */
export function timeOf(option: string, text: string): number {
  try {
    // Whether it is one is what `milliseconds` finds out.
    return milliseconds(text as Duration);
  } catch (error) {
    throw wrongUsage(`${option}: ${messageOf(error)}`);
  }
}
