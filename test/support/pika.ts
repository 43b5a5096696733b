import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../integration/way-in/publish.py", import.meta.url));

/** Debian's own first: that is the one that `python3-pika` is installed for. */
const pythons = ["/usr/bin/python3", "python3"];

/** A Python that has pika; or why there is none, for the one who reads the test's report. */
export function findPika(): { readonly python: string } | { readonly missing: string } {
  const python = pythons.find((candidate) => imports(candidate, "pika"));
  return python === undefined
    ? { missing: "no python3 with pika here; on Debian: apt-get install python3-pika" }
    : { python };
}

function imports(python: string, module: string): boolean {
  try {
    execFileSync(python, ["-c", `import ${module}`], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** One message as `publish.py` takes it. */
export type PikaMessage = {
  readonly exchange: string;
  readonly content_type?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body: string;
};

/** Publishes with pika, in order; resolves when the broker has confirmed all of them. */
export async function publishWithPika(
  python: string,
  url: string,
  messages: readonly PikaMessage[],
): Promise<void> {
  const child = spawn(python, [script, url], { stdio: ["pipe", "pipe", "pipe"] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  child.stdin.end(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
  const [code] = (await once(child, "close")) as [number | null];
  const stored = said.join("").match(/^stored$/gm)?.length ?? 0;
  if (code !== 0 || stored !== messages.length)
    throw new Error(`pika stored ${stored} of ${messages.length}:\n${said.join("")}`);
}
