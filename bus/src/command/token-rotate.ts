import type { Command } from "commander";
import { longestOverlapMs } from "../operations/tokens.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { theToken, timeAfter, timeOf, withTokens } from "./with-tokens.ts";

type RotateOptions = CommonOptions & { readonly overlap: string; readonly expiresIn?: string };

/** `spindle token rotate`: a new secret for the same token, while the former one works on for a while. */
export function rotateTokenCommand(host: Host): Command {
  return command("rotate", "give a token a new secret and print it: it is not shown again")
    .argument("<name>", "its name or id")
    .option("--overlap <time>", "how long the former secret works on; 0s ends it at once", "24h")
    .option("--expires-in <time>", "how long the new one is good; as long as the former if absent")
    .action((name: string, options: RotateOptions) => rotateToken(host, name, options));
}

async function rotateToken(host: Host, name: string, options: RotateOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const overlapMs = timeOf("--overlap", options.overlap);
  if (overlapMs > longestOverlapMs)
    throw wrongUsage(
      `--overlap: at most ${longestOverlapMs / 86_400_000}d; a secret that works for ever is not rotated.`,
    );
  const expiresAt =
    options.expiresIn === undefined ? undefined : timeAfter("--expires-in", options.expiresIn);
  const rotated = await withTokens(host, async ({ tokens, act }) => {
    const { id } = await theToken(tokens, name);
    const result = await tokens.rotate(id, { overlapMs, expiresAt }, act("rotate"));
    if (!result.ok) throw new CommandFailure(result.detail);
    return result.value;
  });
  print.value(rotated);
  print.line(rotated.token);
  const { previous } = rotated;
  print.note(
    previous
      ? `the new secret of ${rotated.name}; the former one works until ${previous.until}. "spindle token list" shows whether it is still used`
      : `the new secret of ${rotated.name}; the former one is over, within 5 s in every ingress`,
  );
}

/** `spindle token revoke`: takes a token back, its former secret with it. */
export function revokeTokenCommand(host: Host): Command {
  return command("revoke", "take a token back; every ingress refuses it within 5 s")
    .argument("<name>", "its name or id")
    .action(async (name: string, { json }: CommonOptions) => {
      const print = printer(host, json ?? false);
      const revoked = await withTokens(host, async ({ tokens, act }) => {
        const { id } = await theToken(tokens, name);
        const result = await tokens.revoke(id, act("revoke"));
        if (!result.ok) throw new CommandFailure(result.detail);
        return result.value;
      });
      print.value(revoked);
      print.line(`${revoked.name} is taken back; every ingress refuses it within 5 s.`);
    });
}
