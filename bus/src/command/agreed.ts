import { createInterface } from "node:readline/promises";
import type { Host } from "./host.ts";

/** Whether the person at the terminal says yes. */
export async function agreed({ stdin, stderr }: Host, question: string): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stderr });
  const answer = await lines.question(`${question} [y/N] `);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
