const hidden = new Set(["level", "time", "role", "msg", "pid", "hostname", "err"]);

/** A JSON log line for human eyes: time, level, role, text, fields. What is not JSON stays as it is. */
export function readableLine(line: string): string {
  const entry = parsed(line);
  if (entry === undefined) return line.trimEnd();
  const { time, level, role, msg, err } = entry;
  const fields = Object.entries(entry)
    .filter(([name]) => !hidden.has(name))
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const stack = textOf(err, "stack") ?? textOf(err, "message");
  const head = [
    String(time).slice(11, 19),
    String(level).padEnd(5),
    String(role).padEnd(9),
    typeof msg === "string" ? msg : "",
  ];
  return [...head, ...fields].join(" ").trimEnd() + (stack === undefined ? "" : `\n${stack}`);
}

/** Whether a JSON log line is worth a look at the terminal: a warning or worse, or no log line at all. */
function isNoteworthy(line: string): boolean {
  return !/"level":"(trace|debug|info)"/.test(line.slice(0, 200));
}

const repeatAfterMs = 30_000;

/**
 * Answers which noteworthy lines to show: of those that say the same (the same role and text, of requests the same
 * status and route) one in thirty seconds, so that a server that is away does not bury everything else. The log on disk has them all.
 */
export function quietRepeats(nowMs: () => number): (line: string) => boolean {
  const shownAt = new Map<string, number>();
  return (line) => {
    if (!isNoteworthy(line)) return false;
    const entry = parsed(line);
    if (entry === undefined) return true;
    const { role, msg, status, route } = entry;
    const request = status === undefined ? [] : [status, route];
    const key = JSON.stringify([role, msg, ...request]);
    const isNew = nowMs() - (shownAt.get(key) ?? Number.NEGATIVE_INFINITY) >= repeatAfterMs;
    if (isNew) shownAt.set(key, nowMs());
    return isNew;
  };
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = new Map(Object.entries(value)).get(key);
  return typeof found === "string" ? found : undefined;
}
