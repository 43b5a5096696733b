import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { changeTable } from "./change-table.ts";
import { command, type CommonOptions } from "./define.ts";
import { PreviewAnswer, verdictWords } from "./dry-run-answers.ts";
import { CommandFailure, exitCodes } from "./failure.ts";
import type { FilterOptions } from "./failure-answers.ts";
import { filterOptions } from "./filter-options.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { selectionOf } from "./selection-options.ts";

type PreviewOptions = CommonOptions & UrlAndToken & FilterOptions & { readonly ids?: readonly string[] };

/** `spindle replay preview`: what a replay would send, by dry runs of all that is selected; nothing is sent. */
export function replayPreviewCommand(host: Host): Command {
  const preview = filterOptions(
    command("preview", "show what a replay would send now (sends nothing; the reading is audited)"),
  ).option("--ids <id...>", "these failures");
  return urlAndTokenOptions(preview, "admin API", "admin-token").action((options: PreviewOptions) =>
    run(host, options),
  );
}

/** The API takes 50 s at the most for what it looks at, and some for choosing it. */
const patienceMs = 70_000;

async function run(host: Host, options: PreviewOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const selection = selectionOf(options);
  const api = adminApi(host, settingsBeside(host.env), options);
  const path = "/api/v1/replays/preview";
  const headers = { "content-type": "application/json" };
  const { body } = await api.send({
    method: "POST",
    path,
    headers,
    body: JSON.stringify({ selection }),
    patienceMs,
  });
  const preview = read(PreviewAnswer, body, `admin API, POST ${path}`);
  if (preview.selected === 0) throw new CommandFailure("No failure matches.", exitCodes.nothingMatched);
  print.value(preview);
  tell(print, preview);
}

function tell(print: Print, { selected, eligible, skipped, reasons, paused, dryRun }: PreviewAnswer): void {
  const { looked, cut, verdicts, groups } = dryRun;
  if (cut !== null) print.line(`looked at ${looked} of ${selected}: ${cut}\n`);
  print.table(verdicts, [
    { title: "COUNT", cell: ({ count }) => String(count) },
    { title: "WHAT WOULD BECOME OF THEM", cell: ({ verdict }) => verdictWords[verdict] ?? verdict },
    { title: "FOR EXAMPLE", cell: ({ examples: [first = ""] }) => first },
    { title: "WHICH", cell: ({ words }) => words, shrinks: true },
  ]);
  for (const { route, count, places, examples, changes } of groups) {
    print.line(
      `\n${count} of ${route || "other routes"} differ at ${places.join(", ")}; ${examples[0] ?? ""}:`,
    );
    changeTable(print, changes);
  }
  print.line(`\na replay would release ${eligible} of ${selected}`);
  if (paused.length > 0) print.line(`and send nothing of ${paused.join(", ")} before that is resumed`);
  if (skipped > 0)
    print.line(
      `and skip ${skipped}: ${reasons.map(({ reason, count }) => `${count} × ${reason}`).join(", ")}`,
    );
}
