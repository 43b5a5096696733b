import { Option, type Command } from "commander";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckLevel, Conformance, Level } from "../testing/conformance/report.ts";
import { adapterFolders } from "./adapter-folders.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, messageOf } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

const checkFile = "conformance.ts";
const levels = ["bronze", "silver", "gold"] as const;

type CheckOptions = CommonOptions & { readonly level: CheckLevel };

/** `spindle adapter check`: runs the conformance suite of adapters and prints what each has proven, and what it lacks. */
export function adapterCheckCommand(host: Host): Command {
  return command(
    "check",
    "put adapters through the conformance suite; exit code 1 where one is below the level",
  )
    .argument("[adapters...]", `names, or folders with a ${checkFile}; all below adapters/ if none is named`)
    .addOption(new Option("--level <level>", "what each has to reach").choices(levels).default("gold"))
    .action((adapters: readonly string[], options: CheckOptions) => run(host, adapters, options));
}

async function run(host: Host, given: readonly string[], { json, level }: CheckOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const reports: Conformance[] = [];
  for (const folder of adapterFolders(given, checkFile)) reports.push(await checkIn(folder));
  for (const report of reports) print.value(report);
  tell(print, reports);
  const below = reports.filter((report) => rank(report.level) < rank(level));
  if (below.length > 0)
    throw new CommandFailure(`Below ${level}: ${below.map(({ adapter }) => adapter).join(", ")}.`);
}

const rank = (level: Level): number => ["none", ...levels].indexOf(level);

async function checkIn(folder: string): Promise<Conformance> {
  const file = resolve(folder, checkFile);
  try {
    const { default: check } = (await import(pathToFileURL(file).href)) as {
      default: () => Promise<Conformance>;
    };
    return await check();
  } catch (error) {
    throw new CommandFailure(`${file} could not be run: ${messageOf(error)}`, undefined, { cause: error });
  }
}

type Row = {
  readonly adapter: string;
  readonly level: CheckLevel;
  readonly check: string;
  readonly why: string;
  readonly waived: boolean;
};

function tell(print: Print, reports: readonly Conformance[]): void {
  print.table(reports, [
    { title: "ADAPTER", cell: ({ adapter }) => adapter },
    { title: "VERSION", cell: ({ version }) => version },
    {
      title: "LEVEL",
      cell: ({ level }) => level,
      style: ({ level }) => (level === "gold" ? "green" : "yellow"),
    },
    ...levels.map((level) => ({
      title: level.toUpperCase(),
      cell: (report: Conformance) => passedOf(report, level),
    })),
    { title: "WAIVED", cell: (report) => String(rowsOf(report).filter(({ waived }) => waived).length) },
  ]);
  const rows = reports.flatMap(rowsOf);
  if (rows.length === 0) return;
  print.line();
  print.table(rows, [
    { title: "ADAPTER", cell: ({ adapter }) => adapter },
    { title: "FOR", cell: ({ level }) => level },
    { title: "CHECK", cell: ({ check }) => check },
    { title: "WHY", cell: ({ why }) => why, shrinks: true, style: ({ waived }) => (waived ? "dim" : "red") },
  ]);
}

/** How many of a level's checks have passed, of how many. */
function passedOf({ findings }: Conformance, level: CheckLevel): string {
  const all = findings.filter((finding) => finding.level === level);
  return `${all.filter(({ faults }) => faults.length === 0).length}/${all.length}`;
}

/** What failed, a row for each fault, and what is waived, with its reason. */
const rowsOf = ({ adapter, findings }: Conformance): readonly Row[] =>
  findings.flatMap(({ check, level, subject, faults, waived }) =>
    (waived === undefined ? faults : [`waived: ${waived}`]).map((why) => ({
      adapter,
      level,
      check: `${check}/${subject}`,
      why,
      waived: waived !== undefined,
    })),
  );
