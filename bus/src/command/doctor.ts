import type { Command } from "commander";
import type { Finding } from "../doctor/check.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

/** `spindle doctor`: checks everything that a start needs, and says what to do about what is wrong. */
export function doctorCommand(host: Host): Command {
  return command("doctor", "check everything that Spindle needs, and say what to mend").action(
    async ({ json }: CommonOptions) => {
      const print = printer(host, json ?? false);
      const { examine } = await import("../doctor/examine.ts");
      const findings = await examine(host);
      for (const finding of findings) tell(print, finding);
      const wrong = findings.filter(({ result }) => result === "failed").length;
      if (wrong > 0) throw new CommandFailure(`${wrong} of ${findings.length} checks failed.`);
    },
  );
}

const marks = { ok: ["green", "✓"], failed: ["red", "✗"], note: ["yellow", "!"] } as const;

function tell(print: Print, finding: Finding): void {
  const { check, result, detail, next } = finding;
  print.value(finding);
  const [colour, mark] = marks[result];
  print.line(`${print.style(colour, mark)} ${check.padEnd(12)} ${detail}`);
  if (next !== undefined) print.line(`  ${" ".repeat(12)} → ${next}`);
}
