import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Progress } from "../say.ts";

const script = fileURLToPath(new URL("./apt-install-rabbitmq.sh", import.meta.url));

/** Whether packages can be installed here: Debian or a relative, as root. */
export const canInstallPackages = (): boolean => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** Installs the distribution's `rabbitmq-server`, without starting it. Throws with what apt said. */
export async function aptInstallRabbitmq(progress: Progress): Promise<void> {
  // In a session of its own: a Ctrl-C must not leave a package half configured.
  const child = spawn("sh", [script], { stdio: ["ignore", "pipe", "pipe", "pipe"], detached: true });
  const [, output, errors, status] = child.stdio;
  const said: string[] = [];
  for (const stream of [output, errors])
    stream?.on("data", (chunk: Buffer) => said.push(chunk.toString("utf8")));
  if (status instanceof Readable) {
    createInterface({ input: status }).on("line", (line) => progress(readStatus(line)));
  }
  const [code]: unknown[] = await once(child, "close");
  if (code !== 0) throw new Error(`apt-get could not install rabbitmq-server:\n${lastLines(said.join(""))}`);
}

/** `pmstatus:erlang-base:42.5:Unpacking erlang-base` (apt's APT::Status-Fd) as `Unpacking erlang-base, 43 %`. */
export function readStatus(line: string): string {
  const [, , percent = "0", ...description] = line.split(":");
  return `${description.join(":").trim()}, ${Math.round(Number(percent))} %`;
}

const lastLines = (text: string) => text.trimEnd().split("\n").slice(-10).join("\n");
