import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { RecipeAnswer, recipesPath, tellRecipe } from "./recipe-answers.ts";
import { recipeProposeCommands } from "./recipe-propose.ts";
import { sendAct } from "./send-act.ts";

type Options = CommonOptions & UrlAndToken;
type ListOptions = Options & { readonly limit: number; readonly cursor?: string; readonly state?: string };
type ActOptions = Options & { readonly reason?: string };

/** `spindle recipes`: one patch over many failures. */
export function recipesCommand(host: Host): Command {
  const recipes = listing(host, command("recipes", "mend many failures by one patch"));
  const others = [
    listing(host, command("ls", "list recipes, newest first")),
    showCommand(host),
    ...recipeProposeCommands(host),
    actCommand(host, "approve", "let it mend and replay its members"),
    actCommand(host, "reject", "it will mend nothing"),
    actCommand(host, "stop", "cancel its replays, and withdraw what nobody has sent yet"),
  ];
  for (const each of others) recipes.addCommand(each);
  return recipes;
}

const RecipeList = z.object({ data: z.array(RecipeAnswer), next: z.string().nullish() });

function listing(host: Host, made: Command): Command {
  const paged = made
    .option("--state <state>", "only these, such as proposed or active")
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended");
  return urlAndTokenOptions(paged, "admin API", "admin-token").action(
    async ({ limit, cursor, state, ...options }: ListOptions) => {
      const print = printer(host, options.json ?? false);
      const api = adminApi(host, settingsBeside(host.env), options);
      const query = new URLSearchParams({
        limit: String(limit),
        ...(cursor !== undefined && { cursor }),
        ...(state !== undefined && { state }),
      });
      const { data, next } = await api.get(`${recipesPath}?${query.toString()}`, RecipeList);
      if (data.length === 0) throw new CommandFailure("There are no recipes.", exitCodes.nothingMatched);
      for (const recipe of data) print.value(recipe);
      print.table(data, [
        { title: "ID", cell: ({ id }) => id },
        { title: "STATE", cell: (recipe) => recipe.state },
        { title: "MENDED", cell: ({ bill }) => `${bill.mended} of ${bill.selected}` },
        { title: "APPLIED", cell: ({ bill }) => String(bill.applied) },
        { title: "FAILED", cell: ({ bill }) => String(bill.failedAgain + bill.inDoubt) },
        { title: "BY", cell: ({ author }) => author },
        { title: "WHY", cell: ({ reason }) => reason, shrinks: true },
      ]);
      if (next) print.line(`\nthere are more: --cursor ${next}`);
    },
  );
}

function showCommand(host: Host): Command {
  const show = command("show", "show how a recipe stands, and its bill").argument(
    "<id>",
    "the id of a recipe",
  );
  const revealing = show
    .option("--unmasked", "with every value of its patch; needs --reason")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(revealing, "admin API", "admin-token").action(
    async (id: string, options: ActOptions & { readonly unmasked?: boolean }) => {
      const api = adminApi(host, settingsBeside(host.env), options);
      const { unmasked, reason } = options;
      if (unmasked && reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
      const how = unmasked ? `/unmasked?${new URLSearchParams({ reason: reason ?? "" }).toString()}` : "";
      const path = `${recipesPath}/${encodeURIComponent(id)}${how}`;
      tellRecipe(printer(host, options.json ?? false), await api.get(path, RecipeAnswer));
    },
  );
}

function actCommand(host: Host, name: string, summary: string): Command {
  const made = command(name, summary)
    .argument("<id>", "the id of a recipe")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(made, "admin API", "admin-token").action(
    async (id: string, { reason, ...options }: ActOptions) => {
      if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
      const api = adminApi(host, settingsBeside(host.env), options);
      const path = `${recipesPath}/${encodeURIComponent(id)}/${name}`;
      const recipe = read(RecipeAnswer, await sendAct(api, path, { reason }), `admin API, POST ${path}`);
      tellRecipe(printer(host, options.json ?? false), recipe);
    },
  );
}
