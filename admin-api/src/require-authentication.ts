import { databaseIsAway, type AdminPlan, type Operations } from "@spindlebus/bus/engine";
import { isLoopback } from "./environment.ts";

type Given = {
  readonly host: string;
  readonly admin: Pick<AdminPlan, "oidc">;
  readonly tokens: Pick<Operations["tokens"], "list">;
};

/**
 * Makes sure that nobody opens the admin API to a network before there is a way to say who one is.
 * @throws Error where it would listen beyond this machine, and nobody could sign in from there; or where nobody knows that
 */
export async function requireAuthentication({ host, admin, tokens }: Given): Promise<void> {
  if (isLoopback(host) || admin.oidc) return;
  const known = await tokens.list().catch((cause: unknown) => {
    if (!databaseIsAway(cause)) throw cause;
    throw new Error(
      `The admin API does not listen on ${host} before the database has told whether there is a token to sign in with.`,
      { cause },
    );
  });
  const isGood = (expiresAt: string | null) => expiresAt === null || Date.parse(expiresAt) > Date.now();
  const usable = known.some(
    ({ roles, loopbackOnly, expiresAt }) =>
      !loopbackOnly && isGood(expiresAt) && roles.some((role) => role !== "producer"),
  );
  if (usable) return;
  throw new Error(
    `The admin API does not listen on ${host}: nobody could sign in from another machine. The token of "spindle start" is good ` +
      `on this machine only. Configure admin.oidc (docs/how-to/sign-in-to-the-admin-api.md), or make a token with ` +
      `"spindle token create --name me --role admin", and start again; or let SPINDLE_HOST be 127.0.0.1.`,
  );
}
