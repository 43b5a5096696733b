import { milliseconds, type Duration } from "../adapter/index.ts";

/** When the failures of a group are to be replayed by themselves, once. */
export type ReplayRule =
  /** The circuit of its connection has been closed for so long, without a pause. */
  | { readonly healthyFor: Duration }
  /** The adapter of its connection is at least this version. */
  | { readonly adapterVersion: string }
  /** The next time that a clock there shows this, `HH:MM`; `timeZone` is a name of the IANA's list. */
  | { readonly after: string; readonly timeZone: string };

/** `lapsed`: it holds no longer, because the token of whoever set it was revoked. */
export const ruleStates = ["waiting", "used", "lapsed"] as const;
export type RuleState = (typeof ruleStates)[number];

/** A rule of a group, who set it, and what became of it. Instants are RFC 3339. */
export type GroupRule = {
  readonly rule: ReplayRule;
  readonly state: RuleState;
  readonly actor: string;
  readonly reason: string;
  readonly setAt: string;
  /** Of a time of day: when that is. */
  readonly dueAt: string | null;
  /** Of a vendor's health: since when it is known to be healthy. */
  readonly healthySince: string | null;
  /** The id of the replay that it became. */
  readonly replay: string | null;
};

/** What a scheduler noted when it last looked at a vendor for a rule. */
export type Watched = { readonly sinceMs: number; readonly lookedAtMs: number };

/** What a scheduler sees of a group's connection. */
export type Sight = {
  readonly nowMs: number;
  readonly circuitIsOpen: boolean;
  /** When a call last failed so that the vendor may be away. */
  readonly failedAtMs: number;
  /** Undefined where no configured connection has its name. */
  readonly adapterVersion: string | undefined;
};

type Waiting = Pick<GroupRule, "rule" | "dueAt" | "setAt"> & { readonly watched?: Watched | undefined };

/** Whether to replay now; and where it is about health, what to note of this look. */
export type Verdict = { readonly holds: boolean; readonly watched?: Watched };

/** So long nobody may have looked: a circuit could have opened and closed meanwhile. */
const longestGapMs = 60_000;

/**
 * Whether a rule holds now. A closed circuit does not say since when it is: what counts as healthy begins with the rule, and
 * anew with whatever says the contrary, also with a time in which no scheduler looked.
 */
export function judgeRule({ rule, dueAt, setAt, watched }: Waiting, sight: Sight): Verdict {
  const { nowMs, circuitIsOpen, failedAtMs, adapterVersion } = sight;
  if ("after" in rule) return { holds: dueAt !== null && nowMs >= Date.parse(dueAt) };
  if ("adapterVersion" in rule)
    return { holds: adapterVersion !== undefined && isAtLeast(adapterVersion, rule.adapterVersion) };
  const setAtMs = Date.parse(setAt);
  const before = watched ?? { sinceMs: setAtMs, lookedAtMs: setAtMs };
  const unknown = circuitIsOpen || nowMs - before.lookedAtMs > longestGapMs;
  const sinceMs = unknown ? nowMs : Math.max(before.sinceMs, failedAtMs);
  const holds = !circuitIsOpen && nowMs - sinceMs >= milliseconds(rule.healthyFor);
  return { holds, watched: { sinceMs, lookedAtMs: nowMs } };
}

/** Compares by numbers, part by part; a preview such as `1.4.0-rc.1` comes before its version. */
function isAtLeast(version: string, least: string): boolean {
  const [has, needs] = [partsOf(version), partsOf(least)];
  for (let index = 0; index < Math.max(has.numbers.length, needs.numbers.length); index += 1) {
    const difference = (has.numbers[index] ?? 0) - (needs.numbers[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return !has.isPreview || needs.isPreview;
}

function partsOf(version: string): { readonly numbers: readonly number[]; readonly isPreview: boolean } {
  const [release = "", ...preview] = version.split("+", 1).join("").split("-");
  return { numbers: release.split(".").map(Number), isPreview: preview.length > 0 };
}

/** A rule in words that follow "when". */
export function ruleInWords(rule: ReplayRule): string {
  if ("healthyFor" in rule) return `the vendor has been healthy for ${rule.healthyFor}`;
  if ("adapterVersion" in rule) return `the adapter is at least ${rule.adapterVersion}`;
  return `it is ${rule.after} (${rule.timeZone})`;
}
