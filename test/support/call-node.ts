import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/**
 * Evaluates Erlang on a broker's node by `erl_call`, which starts no Erlang of its own: a hundredth of what `rabbitmqctl` takes.
 * False where that cannot be: there is no such program, or it does not reach the node.
 * @throws where the node evaluates it to something else than ok
 */
export async function callNode(
  { RABBITMQ_NODENAME: node, ...env }: NodeJS.ProcessEnv,
  erlang: string,
): Promise<boolean> {
  const cookie = env["HOME"] && (await readFile(join(env["HOME"], ".erlang.cookie"), "utf8").catch(() => ""));
  if (!node || !cookie) return false;
  const child = spawn("erl_call", ["-sname", node, "-c", cookie.trim(), "-e"], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = once(child, "close");
  child.stdin.on("error", () => undefined); // it ended without having read
  child.stdin.end(`${erlang}\n`);
  const [said, code] = await Promise.all([
    text(child.stdout),
    ended.then(
      ([exitCode]: unknown[]) => exitCode,
      () => "absent",
    ),
  ]);
  if (code !== 0) return false;
  if (!said.startsWith("{ok, ok}")) throw new Error(`${node} evaluates ${erlang} to ${said}`);
  return true;
}
