import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { mostMembers } from "../recipes/preview-recipe.ts";
import { settingsBeside } from "../start/running.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { FilterOptions } from "./failure-answers.ts";
import { filterOptions } from "./filter-options.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import {
  RecipeAnswer,
  RecipePreviewAnswer,
  recipesPath,
  tellRecipe,
  tellRecipePreview,
} from "./recipe-answers.ts";
import { selectionOf } from "./selection-options.ts";

type ProposeOptions = CommonOptions &
  UrlAndToken &
  FilterOptions & {
    readonly ids?: readonly string[];
    readonly patch?: string;
    readonly mergePatch?: string;
    readonly activeUntil?: string;
    readonly reason?: string;
  };

/** `spindle recipes preview` and `create`. */
export function recipeProposeCommands(host: Host): readonly Command[] {
  const preview = patchOptions(command("preview", "show what one patch would do to each of many failures"));
  const create = patchOptions(
    command("create", "mend failures by one patch, and replay them; a second person may have to approve"),
  ).option("--reason <text>", "why, for the audit");
  return [
    preview.action(async (options: ProposeOptions) => {
      const print = printer(host, options.json ?? false);
      const shown = await previewed(adminApi(host, settingsBeside(host.env), options), options);
      print.value(shown);
      tellRecipePreview(print, shown);
    }),
    create.action((options: ProposeOptions) => propose(host, options)),
  ];
}

const patchOptions = (to: Command): Command =>
  urlAndTokenOptions(
    filterOptions(to)
      .option("--ids <id...>", "these failures")
      .option("--patch <path>", "a JSON Patch (RFC 6902) over the data of each")
      .option("--merge-patch <path>", "a JSON Merge Patch (RFC 7396) over the data of each")
      .option("--active-until <instant>", "mend what fails into the group until then as well; needs --group"),
    "admin API",
    "admin-token",
  );

async function propose(host: Host, options: ProposeOptions): Promise<void> {
  const { reason } = options;
  if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const shown = await previewed(api, options);
  tellRecipePreview(print, shown);
  if (shown.mended === 0) throw new CommandFailure("It mends none of them.", exitCodes.nothingMatched);
  const selection = { ...selectionOf(options), ...shownOf(options, shown) };
  const body = `{"selection":${JSON.stringify(selection)},"reason":${JSON.stringify(reason)},${changeIn(options)}}`;
  tellRecipe(print, read(RecipeAnswer, await post(api, recipesPath, body), `admin API, POST ${recipesPath}`));
}

/** What was shown of a filter: it is proposed for those, or not at all. */
function shownOf({ ids }: ProposeOptions, { selected, checksum }: RecipePreviewAnswer): object {
  if (selected === null)
    throw new CommandFailure(`A recipe is over at most ${mostMembers} failures: say more closely which.`);
  return ids ? {} : { expectedCount: selected, expectedChecksum: checksum };
}

async function previewed(api: Api, options: ProposeOptions): Promise<RecipePreviewAnswer> {
  const body = `{"selection":${JSON.stringify(selectionOf(options))},${changeIn(options)}}`;
  const path = `${recipesPath}/preview`;
  const shown = read(RecipePreviewAnswer, await post(api, path, body), `admin API, POST ${path}`);
  if (shown.looked === 0) throw new CommandFailure("No failure matches.", exitCodes.nothingMatched);
  return shown;
}

/** The members of a request that say what is to be done, and until when. */
const changeIn = (options: ProposeOptions): string => {
  const { activeUntil } = options;
  const until = activeUntil === undefined ? "" : `,"activeUntil":${JSON.stringify(activeUntil)}`;
  return patchIn(options) + until;
};

/** The member of a request that is the patch, as it is spelled in its file. */
function patchIn({ patch, mergePatch }: ProposeOptions): string {
  if ((patch === undefined) === (mergePatch === undefined))
    throw wrongUsage("Give one of --patch and --merge-patch.");
  return patch === undefined ? `"mergePatch":${textOf(mergePatch ?? "")}` : `"patch":${textOf(patch)}`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CommandFailure(`${file} cannot be read.`, 1, { cause });
  }
}

/** The API takes 20 s at the most for looking at the members, and some for choosing them. */
const patienceMs = 40_000;

async function post(api: Api, path: string, body: string): Promise<unknown> {
  const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
  return (await api.send({ method: "POST", path, headers, body, patienceMs })).body;
}
