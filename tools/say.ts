/** Tells the person at the terminal what is happening: one line, no secrets. */
export type Say = (line: string) => void;

/** Prints to standard error, so that a command's own output stays clean. */
export const sayToTerminal: Say = (line) => process.stderr.write(`spindle: ${line}\n`);

/** Milliseconds as a person reads them: `0.4 s`, `12.3 s`. */
export const seconds = (durationMs: number): string => `${(durationMs / 1000).toFixed(1)} s`;

/** What a long step can tell about itself while it runs. */
export type Progress = (detail: string) => void;

const firstSignOfLifeMs = 2_000;
const signOfLifeEveryMs = 5_000;

/**
 * Does one step and says in one line what came of it and how long it took.
 * A step that takes longer than two seconds says so while it runs.
 */
export async function step<Result>(
  say: Say,
  doing: string,
  work: (progress: Progress) => Promise<Result>,
  outcome: (result: Result) => string = () => doing,
): Promise<Result> {
  const startedAt = performance.now();
  let detail = "";
  const signOfLife = () => say(`${doing} … ${seconds(performance.now() - startedAt)}${detail}`);
  let timer = setTimeout(function repeat() {
    signOfLife();
    timer = setTimeout(repeat, signOfLifeEveryMs);
  }, firstSignOfLifeMs);
  try {
    const result = await work((text) => (detail = `, ${text}`));
    say(`${outcome(result)} (${seconds(performance.now() - startedAt)})`);
    return result;
  } finally {
    clearTimeout(timer);
  }
}
