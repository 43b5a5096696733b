import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const reason = z.string().min(1, "say why");

const Accepted = z.strictObject({
  /** Differences that are meant, by the name that a back-test gives them. */
  accepted: z.array(z.strictObject({ name: z.string().min(1), reason })).default([]),
  /** Places that say nothing: build numbers, times of sending. */
  ignored: z.array(z.strictObject({ path: z.string().min(1), reason })).default([]),
});

/** What an adapter's author has said about differences. */
export type Accepted = z.infer<typeof Accepted>;

/** The file in an adapter's folder. */
export const acceptedFile = "backtest.json";

/** @throws Error where the file is there and is not what it should be */
export function readAccepted(folder: string): Accepted {
  const file = join(folder, acceptedFile);
  if (!existsSync(file)) return { accepted: [], ignored: [] };
  try {
    return Accepted.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const words = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(`${file} cannot be used: ${words}`, { cause });
  }
}
