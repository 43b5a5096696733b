import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** A line of the vendor's log: a write as it came in, an effect that came to be, a refusal that a key stands for now. */
export type JournalLine = {
  readonly kind: "write" | "effect" | "refusal";
  readonly atMs: number;
  /** `<connection>.<operation>` */
  readonly route: string;
  readonly reference: string;
  /** The key of the request, where it had one. */
  readonly key?: string;
};

/** The lines of a vendor's log; a last line that a kill cut off never happened. */
export function readJournal(file: string): readonly JournalLine[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line): JournalLine => JSON.parse(line));
}

/** What the vendor remembers, and the one way to add to it: the log first, so that a kill forgets nothing. */
export function openBooks(file: string) {
  const effects = new Map<string, JournalLine[]>();
  const keys = new Map<string, "effect" | "refusal">();
  const remember = (line: JournalLine) => {
    if (line.kind === "write") return;
    if (line.key !== undefined) keys.set(line.key, line.kind);
    if (line.kind === "refusal") return;
    const id = `${line.route}\n${line.reference}`;
    effects.set(id, [...(effects.get(id) ?? []), line]);
  };
  for (const line of readJournal(file)) remember(line);
  return {
    note(line: Omit<JournalLine, "atMs">) {
      const noted = { ...line, atMs: Date.now() };
      appendFileSync(file, `${JSON.stringify(noted)}\n`);
      remember(noted);
    },
    /** What a key stands for, once it has been used. */
    standsFor: (key: string | undefined) => (key === undefined ? undefined : keys.get(key)),
    effectsOf: (route: string, reference: string): readonly JournalLine[] =>
      effects.get(`${route}\n${reference}`) ?? [],
  };
}

export type Books = ReturnType<typeof openBooks>;
