import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { withServers } from "../start/server-urls.ts";
import type { AuditBreak } from "../start/verify-audit-run.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";

type VerifyOptions = CommonOptions & { readonly head?: string };

/**
 * `spindle audit verify`: reads the database itself, for the admin API is among what is to be proven, and a long audit takes
 * longer than a request may.
 */
export function verifyAuditCommand(host: Host): Command {
  return command(
    "verify",
    "prove that no line of the audit was changed, taken out or put in; exit code 1 where one was",
  )
    .option(
      "--head <hash>",
      "a head that an earlier run printed and that was kept elsewhere: it must be in the chain",
    )
    .action((options: VerifyOptions) => verify(host, options));
}

async function verify(host: Host, { head, json }: VerifyOptions): Promise<void> {
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head))
    throw wrongUsage("--head: a head is 64 digits of hexadecimal, as an earlier run printed it.");
  const print = printer(host, json ?? false);
  const { databaseUrl } = withServers(settingsBeside(host.env));
  const { runVerifyAudit } = await import("../start/verify-audit-run.ts");
  const proof = await runVerifyAudit(databaseUrl, { head, onProgress: progress((text) => print.note(text)) });
  print.value(proof);
  if (proof.broken) throw new CommandFailure(toldBreak(proof.broken, proof.sound));
  print.line(`${proof.sound} lines follow each other, none was changed, taken out or put in`);
  if (proof.head !== null) print.line(`head ${proof.head}`);
  if (head === undefined)
    print.note("whether last lines were taken off shows only a head that was kept elsewhere: --head <hash>");
}

const progressEvery = 100_000;

function progress(note: (text: string) => void): (sound: number) => void {
  let next = progressEvery;
  return (sound) => {
    if (sound < next) return;
    next = sound + progressEvery;
    note(`${sound} lines so far`);
  };
}

function toldBreak({ kind, position, id }: AuditBreak, sound: number): string {
  const line = id === null ? `line ${position}` : `line ${position} (audit ${id})`;
  const before = `The ${sound} lines before it are sound.`;
  switch (kind) {
    case "changed":
      return `Changed: ${line} of the chain is not what was written. ${before}`;
    case "missing":
      return `Missing: ${line} of the chain is gone. ${before}`;
    case "inserted":
      return `Inserted: audit ${id} was put in past the chain. The ${sound} lines of the chain are sound.`;
    case "cut":
      return `Missing: no line has the head that was kept. The ${sound} lines that are there follow each other; those after them were taken off, or all were written anew.`;
  }
}
