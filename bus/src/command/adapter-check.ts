import { Option, type Command } from "commander";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckLevel, Conformance, Level } from "../testing/conformance/report.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, messageOf, wrongUsage } from "./failure.ts";
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
    .argument("[folders...]", `folders with a ${checkFile}; those below adapters/ if none is named`)
    .addOption(new Option("--level <level>", "what each has to reach").choices(levels).default("gold"))
    .action((folders: readonly string[], options: CheckOptions) => run(host, folders, options));
}

async function run(host: Host, given: readonly string[], { json, level }: CheckOptions): Promise<void> {
  const print = printer(host, json ?? false);
  const folders = given.length > 0 ? given : found();
  if (folders.length === 0)
    throw wrongUsage(`No folder below adapters/ has a ${checkFile}. Name the folder of an adapter.`);
  const reports: Conformance[] = [];
  for (const folder of folders) reports.push(await checkIn(folder));
  for (const report of reports) print.value(report);
  tell(print, reports);
  const below = reports.filter((report) => rank(report.level) < rank(level));
  if (below.length > 0)
    throw new CommandFailure(`Below ${level}: ${below.map(({ adapter }) => adapter).join(", ")}.`);
}

const rank = (level: Level): number => ["none", ...levels].indexOf(level);

function found(): readonly string[] {
  if (!existsSync("adapters")) return [];
  return readdirSync("adapters")
    .map((name) => join("adapters", name))
    .filter((folder) => existsSync(join(folder, checkFile)))
    .toSorted();
}

async function checkIn(folder: string): Promise<Conformance> {
  const file = resolve(folder, checkFile);
  if (!existsSync(file))
    throw wrongUsage(`${folder} has no ${checkFile}; see docs/reference/adapter-kit.md.`);
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
    { title: "CHECKS", cell: ({ findings }) => String(findings.length) },
    { title: "FAILED", cell: (report) => String(rowsOf(report).filter(({ waived }) => !waived).length) },
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
