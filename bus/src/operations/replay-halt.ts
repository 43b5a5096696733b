/** What of the failure groups a replay has changed. */
export type GroupChange = {
  readonly id: string;
  /** Route and code. */
  readonly name: string;
  readonly title: string;
  /** `new`: no failure had this fingerprint before; `regressed`: its cause was said to be mended. */
  readonly change: "new" | "regressed";
  /** Items of the replay that failed into it. */
  readonly count: number;
};

/** A circuit that opened under a replay. */
export type OpenedCircuit = { readonly connection: string };

export const haltKinds = [
  "circuitOpen",
  "regressedGroup",
  "newGroup",
  "failureShare",
  "step",
  "person",
  "unknown",
] as const;
export type HaltKind = (typeof haltKinds)[number];

/** What a replay found when it halted itself. */
export type HaltFindings = {
  readonly selected: number;
  readonly ended: number;
  /** Of those that ended since the rules last began anew. */
  readonly judged: number;
  readonly failed: number;
  readonly groups: readonly GroupChange[];
  readonly circuits: readonly OpenedCircuit[];
};

/** Why a replay stands still: in words, by its main cause, and by numbers and ids where it halted itself. */
export type Halt = {
  readonly kind: HaltKind;
  readonly text: string;
  readonly findings?: HaltFindings | undefined;
};

/** A halt by these rules that were broken; at least one. */
export function haltBy(kinds: readonly HaltKind[], findings: HaltFindings): Halt {
  const { selected, ended } = findings;
  const changes = kinds.map((kind) => inWords(kind, findings)).filter((words) => words !== "");
  return {
    kind: kinds[0] ?? "unknown",
    text: `halted after ${number(ended)} of ${number(selected)}: ${changes.join(", ")}`,
    findings,
  };
}

function inWords(kind: HaltKind, { judged, ended, failed, groups, circuits }: HaltFindings): string {
  if (kind === "circuitOpen")
    return circuits.map(({ connection }) => `the circuit of ${connection} opened`).join(", ");
  if (kind === "failureShare") {
    const since = judged < ended ? " since it was resumed" : "";
    return `${number(failed)} of ${number(judged)} failed again${since} (${Math.round((failed / judged) * 100)} %)`;
  }
  const change = kind === "regressedGroup" ? "regressed" : "new";
  return groups
    .filter((group) => group.change === change)
    .map(({ name, count }) => `${change} group '${name}' (${number(count)})`)
    .join(", ");
}

const number = (value: number): string => value.toLocaleString("en-US");
