import type { CheckLevel, Finding } from "./report.ts";

/** Says that something is wrong, in words for the adapter's author. */
export type Fault = (text: string) => void;

/** Collects what the checks find. */
export type Checks = {
  readonly findings: readonly Finding[];
  /** Runs one check; what it throws is a fault as well. */
  run(
    level: CheckLevel,
    check: string,
    subject: string,
    examine: (fault: Fault) => Promise<void> | void,
  ): Promise<void>;
  /** Waivers that waived nothing: an adapter has outgrown them. */
  unused(): readonly string[];
};

const mostFaults = 10;

export function openChecks(waivers: Readonly<Record<string, string>>): Checks {
  const findings: Finding[] = [];
  const used = new Set<string>();
  return {
    findings,
    async run(level, check, subject, examine) {
      const faults = new Set<string>();
      try {
        await examine((text) => void faults.add(text));
      } catch (error) {
        faults.add(error instanceof Error ? error.message : String(error));
      }
      const key = [`${check}/${subject}`, check].find((each) => waivers[each] !== undefined);
      const waived = key !== undefined && faults.size > 0 ? waivers[key] : undefined;
      if (key !== undefined && faults.size > 0) used.add(key);
      const shown = [...faults].slice(0, mostFaults);
      findings.push({ check, level, subject, faults: shown, ...(waived !== undefined && { waived }) });
    },
    unused: () => Object.keys(waivers).filter((key) => !used.has(key)),
  };
}
