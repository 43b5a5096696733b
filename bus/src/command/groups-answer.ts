import { Argument, type Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import { FailureAnswer } from "./failure-answers.ts";
import { groupsPath } from "./groups-tell.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { sendAct } from "./send-act.ts";

type AnswerOptions = CommonOptions & UrlAndToken & { readonly reason?: string };

/** `spindle groups answer`: one answer for all of a group that are in doubt. */
export function groupsAnswerCommand(host: Host): Command {
  const answer = command("answer", "say of all in a group that are in doubt whether they exist at the vendor")
    .argument("<id>", "the id of a group")
    .addArgument(new Argument("<answer>", "absent sends them again").choices(["absent", "applied"]))
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(answer, "admin API", "admin-token").action(
    (id: string, given: string, options: AnswerOptions) => run(host, id, given, options),
  );
}

const Doubtful = z.object({ data: z.array(FailureAnswer), next: z.string().nullish() });

/** As many as one request answers; the rest is for the next call. */
const mostAtOnce = 2_000;
const pageSize = 200;

async function run(host: Host, id: string, answer: string, options: AnswerOptions): Promise<void> {
  const { reason } = options;
  if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const ids: string[] = [];
  for (
    let cursor: string | null | undefined = "";
    cursor !== null && cursor !== undefined && ids.length < mostAtOnce;
  ) {
    const query = new URLSearchParams({ group: id, state: "inDoubt", limit: String(pageSize) });
    if (cursor !== "") query.set("cursor", cursor);
    const page: z.infer<typeof Doubtful> = await api.get(`/api/v1/failures?${query.toString()}`, Doubtful);
    ids.push(...page.data.map((failure) => failure.id));
    cursor = page.next;
  }
  if (ids.length === 0) throw new CommandFailure("None of this group is in doubt.", exitCodes.nothingMatched);
  const path = `${groupsPath}/${encodeURIComponent(id)}/answers`;
  const body = await sendAct(api, path, { answer, reason, ids, expectedCount: ids.length });
  const { answered } = read(z.object({ answered: z.int() }), body, `admin API, POST ${path}`);
  print.value({ group: id, answer, answered });
  print.line(`${answered} answered: ${answer}`);
}
