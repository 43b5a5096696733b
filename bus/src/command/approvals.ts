import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { RecipeAnswer } from "./recipe-answers.ts";
import { EditedFailure, RevisionAnswer } from "./revision-answers.ts";

type ListOptions = CommonOptions & UrlAndToken;
type DecideOptions = ListOptions & { readonly reason?: string };

/** `spindle approvals`: what waits for a second person, and what they say to it. */
export function approvalsCommand(host: Host): Command {
  const approvals = command("approvals", "what waits for a second person");
  return urlAndTokenOptions(approvals, "admin API", "admin-token")
    .action((options: ListOptions) => list(host, options))
    .addCommand(
      urlAndTokenOptions(command("ls", "list them"), "admin API", "admin-token").action(
        (options: ListOptions) => list(host, options),
      ),
    )
    .addCommand(decide(host, "approve", "let the next replay send it"))
    .addCommand(decide(host, "reject", "it will not be sent"))
    .addCommand(decide(host, "withdraw", "take back what you have asked for"));
}

const Waiting = z.object({
  data: z.array(RevisionAnswer.extend({ id: z.string() })),
  recipes: z.array(RecipeAnswer),
});

async function list(host: Host, options: ListOptions): Promise<void> {
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const { data, recipes } = await api.get("/api/v1/approvals", Waiting);
  if (data.length + recipes.length === 0)
    throw new CommandFailure("Nothing waits for approval.", exitCodes.nothingMatched);
  for (const each of [...data, ...recipes]) print.value(each);
  if (data.length > 0)
    print.table(data, [
      { title: "FAILURE", cell: ({ id }) => id },
      { title: "N", cell: ({ n }) => String(n) },
      { title: "BY", cell: ({ author }) => author },
      { title: "UNTIL", cell: ({ expiresAt }) => expiresAt ?? "" },
      { title: "CHANGES", cell: ({ delicate }) => delicate.join(", "), shrinks: true },
      { title: "WHY", cell: ({ reason }) => reason, shrinks: true },
    ]);
  if (recipes.length > 0)
    print.table(recipes, [
      { title: "RECIPE", cell: ({ id }) => id },
      { title: "FAILURES", cell: ({ bill }) => String(bill.selected) },
      { title: "BY", cell: ({ author }) => author },
      { title: "UNTIL", cell: ({ expiresAt }) => expiresAt ?? "" },
      { title: "GOES ON UNTIL", cell: ({ activeUntil }) => activeUntil ?? "" },
      { title: "CHANGES", cell: ({ delicate }) => delicate.join(", "), shrinks: true },
      { title: "WHY", cell: ({ reason }) => reason, shrinks: true },
    ]);
}

function decide(host: Host, name: string, summary: string): Command {
  const made = command(name, summary)
    .argument("<id>", "the id of the failure")
    .argument("<n>", "the number of its revision")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(made, "admin API", "admin-token").action(
    async (id: string, n: string, options: DecideOptions) => {
      const { reason } = options;
      if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
      const print = printer(host, options.json ?? false);
      const api = adminApi(host, settingsBeside(host.env), options);
      const path = `/api/v1/failures/${encodeURIComponent(id)}/revisions/${encodeURIComponent(n)}/${name}`;
      const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
      const { body } = await api.send({ method: "POST", path, headers, body: JSON.stringify({ reason }) });
      const failure = read(EditedFailure, body, `admin API, POST ${path}`);
      print.value(failure);
      const revision = failure.revisions.find((each) => String(each.n) === n);
      print.line(`revision ${n} of ${id} is ${revision?.state ?? "gone"}`);
    },
  );
}
