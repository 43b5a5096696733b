import { Argument, type Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { wrongUsage } from "./failure.ts";
import { FailureAnswer } from "./failure-answers.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { questionAbout, tellQuestion } from "./question.ts";
import { sendAct } from "./send-act.ts";

type Options = CommonOptions & UrlAndToken & { readonly reason?: string };

/** What `spindle failures` says and does about an effect in doubt, a command each. */
export function doubtCommands(host: Host): readonly Command[] {
  const question = onFailure(
    "question",
    "show what is in doubt, what the vendor said, and what each answer does",
  );
  const ask = reasoned(
    onFailure("ask", "let a worker ask the vendor what became of it; nothing is sent again"),
  );
  const answer = reasoned(onFailure("answer", "say whether it exists at the vendor; absent sends it again"));
  return [
    question.action(async (id: string, options: Options) => {
      const { print, api } = opened(host, options);
      const asked = await questionAbout(api, id);
      print.value(asked);
      tellQuestion(print, asked);
    }),
    ask.action((id: string, options: Options) => act(host, `${id}/ask`, options, {})),
    answer
      .addArgument(new Argument("<answer>", "whether it exists there").choices(["absent", "applied"]))
      .action((id: string, given: string, options: Options) =>
        act(host, `${id}/answer`, options, { answer: given }),
      ),
  ];
}

const onFailure = (name: string, summary: string): Command =>
  urlAndTokenOptions(
    command(name, summary).argument("<id>", "the id of a failure, <message id>:<route>"),
    "admin API",
    "admin-token",
  );

const reasoned = (made: Command): Command => made.option("--reason <text>", "why, for the audit");

const opened = (host: Host, options: Options): { readonly print: Print; readonly api: Api } => ({
  print: printer(host, options.json ?? false),
  api: adminApi(host, settingsBeside(host.env), options),
});

async function act(host: Host, what: string, options: Options, said: object): Promise<void> {
  const { reason } = options;
  if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const { print, api } = opened(host, options);
  const path = `/api/v1/failures/${what.replace(":", "%3A")}`;
  const failure = read(
    FailureAnswer,
    await sendAct(api, path, { ...said, reason }),
    `admin API, POST ${path}`,
  );
  print.value(failure);
  print.line(`${failure.state}${failure.reason ? `: ${failure.reason}` : ""}  ${failure.id}`);
}
