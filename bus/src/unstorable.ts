/** The database refuses an item for what is in it: no repeat mends that. Its message quotes no value. */
export class Unstorable extends Error {
  constructor(reason: string) {
    // Without its cause: the detail of such an error quotes the row.
    super(reason);
    this.name = "Unstorable";
  }
}

/**
 * SQLSTATEs that speak of the values of a statement: data exceptions, broken constraints, and what is too long for an index
 * or a row (PostgreSQL manual, appendix A).
 */
const refusals = /^(22|23|54)[0-9A-Z]{3}$/;

/** The refusal that an error stands for; undefined where a repeat may succeed. */
export function unstorable(error: unknown): Unstorable | undefined {
  if (error instanceof Unstorable) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!refusals.test(code)) return undefined;
  const { message } = error as Error;
  // Data exceptions put the value in double quotes; constraints and limits name tables, columns and sizes.
  const shown = code.startsWith("22") ? message.replaceAll(/".*"/gs, '"…"') : message;
  return new Unstorable(`the database refuses it (${code}): ${shown}`);
}
