import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Vocabulary } from "./hide-json.ts";

/** The words that an adapter's own code has: what its repository says already, no recording gives away. */
export function vocabularyOf(folder: string): Vocabulary {
  const words = new Set<string>();
  for (const file of globSync("src/**/*.{ts,js}", { cwd: folder })) {
    if (file.includes(".test.")) continue;
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, , quoted, key] of text.matchAll(
      /(["'`])([^"'`\\\n]{1,80})\1|\b([A-Za-z_$][\w$]*)(?=\??\s*[:(])/g,
    ))
      words.add(quoted ?? key ?? "");
  }
  return words;
}
