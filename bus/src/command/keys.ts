import type { Command } from "commander";
import { withMasterKeys } from "../start/master-key-file.ts";
import type { KeyOfSubject } from "../start/keys-run.ts";
import { settingsBeside } from "../start/running.ts";
import { withDatabase } from "../start/server-urls.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

/**
 * `spindle keys`: works on the database itself, with the master keys of its own environment: neither they nor what they open
 * goes over the admin API.
 */
export function keysCommand(host: Host): Command {
  const rotate = command(
    "rotate",
    "wrap every key by the first master key; may be interrupted, and run again",
  )
    .requiredOption("--reason <text>", "why, for the audit")
    .action((options: RotateOptions) => rotateKeys(host, options));
  const show = command("show", "which keys there are, or were, about a person; for whoever must prove it")
    .argument("<subject>", "the chain's own id of the person")
    .action((subject: string, options: CommonOptions) => showKeys(host, subject, options));
  return command("keys", "the keys that messages about persons are sealed under")
    .addCommand(rotate)
    .addCommand(show);
}

type RotateOptions = CommonOptions & { readonly reason: string };

/** In whose name: whoever has the master key may. */
const actor = "spindle keys";

async function rotateKeys(host: Host, { reason, json }: RotateOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const { runRotation } = await import("../start/keys-run.ts");
  const done = await runRotation(whereOf(host), { actor, reason }, ({ rewrapped }) =>
    print.note(`${rewrapped} keys so far`),
  );
  print.value(done);
  print.line(`${done.rewrapped} keys are wrapped anew`);
  if (done.locked > 0)
    throw new CommandFailure(
      `${done.locked} keys are wrapped by a master key that is not here: put it into SPINDLE_MASTER_KEY_PREVIOUS, and run this again.`,
    );
}

async function showKeys(host: Host, subject: string, { json }: CommonOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const { runKeysOf } = await import("../start/keys-run.ts");
  const keys = await runKeysOf(whereOf(host), subject, actor);
  for (const key of keys) {
    print.value(key);
    print.line(lineOf(key));
  }
  if (keys.length === 0)
    print.line("There is no key about this person, and never was one that is still noted.");
}

function lineOf({ id, createdAt, endedBy, destroyedAt, master }: KeyOfSubject): string {
  const made = `${id}  made ${createdAt}`;
  if (destroyedAt !== null) return `${made}  destroyed ${destroyedAt}, as message ${endedBy} asked`;
  const until = endedBy === null ? "in use" : `ends with message ${endedBy}`;
  return `${made}  ${until}, wrapped by ${master}`;
}

function whereOf(host: Host) {
  const settings = settingsBeside(host.env);
  return { databaseUrl: withDatabase(settings), masterKeys: withMasterKeys(settings).masterKeys };
}
