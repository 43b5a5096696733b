/** Names under which a secret could come near a log line; the code logs none of them on purpose. */
const secretNames = new Set(["authorization", "password", "secret", "secrets", "token", "apiKey", "cookie"]);

const levelsLookedAt = 3;

/**
 * The fields of a log line without what is called like a secret, down to the third level. By hand, because pino's own
 * redaction costs more than the rest of a line together. An error in the field `err` is left to its serializer.
 */
export function hideSecrets(line: Record<string, unknown>, levels = levelsLookedAt): Record<string, unknown> {
  const hidden: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(line)) {
    const shown = secretNames.has(name) ? "•••" : below(name, value, levels - 1);
    if (shown !== value) hidden[name] = shown;
  }
  // The same object where there is nothing to hide, which is always.
  if (Object.keys(hidden).length === 0) return line;
  return Array.isArray(line) ? Object.assign([...line], hidden) : { ...line, ...hidden };
}

function below(name: string, value: unknown, levels: number): unknown {
  if (typeof value !== "object" || value === null || levels === 0) return value;
  if (name === "err" && value instanceof Error) return value;
  // Whatever object it is, its members have names.
  return hideSecrets(value as Record<string, unknown>, levels);
}
