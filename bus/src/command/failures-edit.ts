import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import { agreed } from "./agreed.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import { edited } from "./edited-text.ts";
import { CommandFailure, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";
import { payloadText, reasonToSee } from "./shown-data.ts";
import { EditedFailure, RevisionPreview, tellDiff } from "./revision-answers.ts";

type EditOptions = CommonOptions &
  UrlAndToken & {
    readonly file?: string;
    readonly patch?: string;
    readonly mergePatch?: string;
    readonly reason?: string;
    readonly yes?: boolean;
    readonly preview?: boolean;
  };

/** `spindle failures edit`: changes what the next replay of a failure sends. */
export function failuresEditCommand(host: Host): Command {
  const edit = command("edit", "change what the next replay of a failure sends; opens $EDITOR without a file")
    .argument("<id>", "the id of a failure, <message id>:<route>")
    .option("--file <path>", "the whole data as JSON")
    .option("--patch <path>", "a JSON Patch (RFC 6902) over the data")
    .option("--merge-patch <path>", "a JSON Merge Patch (RFC 7396) over the data")
    .option("--preview", "show what would change, and keep nothing")
    .option("--yes", "do not ask")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(edit, "admin API", "admin-token").action((id: string, options: EditOptions) =>
    run(host, id, options),
  );
}

async function run(host: Host, id: string, options: EditOptions): Promise<void> {
  const { reason, preview = false } = options;
  if (reason === undefined && !preview) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  const path = `/api/v1/failures/${encodeURIComponent(id)}`;
  const given = givenIn(options) ?? (await inEditor(host, api, path, reasonToSee(reason)));
  const shown = read(
    RevisionPreview,
    await post(api, `${path}/revisions/preview`, given),
    `admin API, POST ${path}`,
  );
  tellDiff(print, shown.diff);
  if (shown.secondPerson) print.line(`a second person has to approve it${because(shown.delicate)}`);
  if (preview) return print.value(shown);
  if (!(options.yes ?? options.json) && !(await agreed(host, "Keep this?")))
    throw new CommandFailure("Nothing was changed.");
  const body = `${given.slice(0, -1)},"reason":${JSON.stringify(reason)}}`;
  const failure = read(EditedFailure, await post(api, `${path}/revisions`, body), `admin API, POST ${path}`);
  print.value(failure);
  tellNext(print, failure.id, failure.revisions[0]);
}

function tellNext(print: Print, id: string, revision: { n: number; state: string } | undefined): void {
  if (revision?.state === "proposed")
    return print.line(`revision ${revision.n} waits for a second person: npx spindle approvals`);
  print.line(
    `revision ${revision?.n ?? ""} goes out with its next replay: npx spindle replay --ids ${id} --reason "…"`,
  );
}

const because = (places: readonly string[]): string => (places.length === 0 ? "" : `: ${places.join(", ")}`);

/** The request's body as far as files give it, a patch as it is spelled; undefined where none is named. */
function givenIn({ file, patch, mergePatch }: EditOptions): string | undefined {
  const named = [file, patch, mergePatch].filter((each) => each !== undefined);
  if (named.length > 1) throw wrongUsage("Give one of --file, --patch and --merge-patch.");
  if (file !== undefined) return JSON.stringify({ body: textOf(file) });
  if (patch !== undefined) return `{"patch":${textOf(patch)}}`;
  return mergePatch === undefined ? undefined : `{"mergePatch":${textOf(mergePatch)}}`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CommandFailure(`${file} cannot be read.`, 1, { cause });
  }
}

/** What the person makes of the data in their editor, and of which revision they made it. */
async function inEditor(host: Host, api: Api, path: string, reason: string): Promise<string> {
  const { revisions } = await api.get(path, EditedFailure);
  const sent =
    revisions.find(({ state }) => state === "approved") ??
    revisions.find(({ state }) => state === "dispatched");
  const text = await payloadText(api, path, reason, "of=next&");
  return JSON.stringify({ body: await edited(host, text), base: sent?.n ?? 0 });
}

async function post(api: Api, path: string, body: string): Promise<unknown> {
  const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
  return (await api.send({ method: "POST", path, headers, body })).body;
}
