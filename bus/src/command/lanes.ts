import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { z } from "zod";
import { settingsBeside } from "../start/running.ts";
import { read, type Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { colourOf } from "./colour-of.ts";
import { command, wholeNumber, type CommonOptions } from "./define.ts";
import { CommandFailure, exitCodes, wrongUsage } from "./failure.ts";
import type { Host } from "./host.ts";
import { printer, type Print } from "./print.ts";

const acts = ["retry", "skip", "release"] as const;

type LanesOptions = CommonOptions &
  UrlAndToken & { readonly [Act in (typeof acts)[number]]?: boolean } & {
    readonly group?: string;
    readonly state?: string;
    readonly limit: number;
    readonly cursor?: string;
    readonly reason?: string;
  };

/** `spindle lanes`: which strict lanes stand still, one of them, or what is to become of its head. */
export function lanesCommand(host: Host): Command {
  const lanes = command("lanes", "show strict lanes that stand still, or act on the head of one")
    .argument("[id]", "the id of a lane, <connection>.<group>:<key>")
    .option("--group <group>", "lanes of this group, <connection>.<group>")
    .option("--state <state>", "lanes whose head is in this state, whether it has failed or not")
    .option("--limit <n>", "at most this many", wholeNumber(1), 50)
    .option("--cursor <cursor>", "go on where the list before ended")
    .option("--retry", "with an id: make its head due; one that is dead or blocked begins another life")
    .option("--skip", "with an id: discard its head, and let the lane go on")
    .option("--release", "with an id: take its head out as a failure, and let the lane go on")
    .option("--reason <text>", "why, for the audit");
  return urlAndTokenOptions(lanes, "admin API", "admin-token").action(
    (id: string | undefined, options: LanesOptions) => run(host, id, options),
  );
}

async function run(host: Host, id: string | undefined, options: LanesOptions): Promise<void> {
  const chosen = acts.filter((act) => options[act]);
  if (chosen.length > 1) throw wrongUsage("Choose one of --retry, --skip and --release.");
  if (chosen.length > 0 && id === undefined) throw wrongUsage(`--${chosen[0]} goes with the id of a lane.`);
  const print = printer(host, options.json ?? false);
  const api = adminApi(host, settingsBeside(host.env), options);
  if (id === undefined) return listLanes(print, api, options);
  const path = `/api/v1/lanes/${encodeURIComponent(id)}`;
  const [act] = chosen;
  if (act) return tellLane(print, await doAct(api, `${path}/${act}`, options.reason));
  tellLane(print, await api.get(path, LaneAnswer));
}

const Head = z.looseObject({
  id: z.string(),
  state: z.string(),
  attempts: z.int(),
  ageSeconds: z.int(),
  error: z.object({ code: z.string(), message: z.string() }).nullish(),
});
const LaneAnswer = z.looseObject({
  id: z.string(),
  depth: z.int(),
  head: Head.nullable(),
  places: z.array(z.looseObject({ id: z.string(), state: z.string(), parkedAt: z.string() })).optional(),
});
type LaneRow = z.infer<typeof LaneAnswer>;

async function listLanes(print: Print, api: Api, options: LanesOptions): Promise<void> {
  const { group, state, limit, cursor } = options;
  const query = new URLSearchParams({
    limit: String(limit),
    ...(group !== undefined && { group }),
    ...(state !== undefined && { state }),
    ...(cursor !== undefined && { cursor }),
  });
  const shape = z.object({ data: z.array(LaneAnswer), next: z.string().nullish() });
  const { data, next } = await api.get(`/api/v1/lanes?${query.toString()}`, shape);
  if (data.length === 0) throw new CommandFailure("No such lane stands still.", exitCodes.nothingMatched);
  for (const lane of data) print.value(lane);
  print.table(data, [
    { title: "LANE", cell: ({ id }) => id },
    { title: "DEPTH", cell: ({ depth }) => String(depth) },
    {
      title: "HEAD",
      cell: ({ head }) => head?.state ?? "",
      style: ({ head }) => colourOf(head?.state ?? ""),
    },
    { title: "AGE", cell: ({ head }) => `${head?.ageSeconds ?? 0} s` },
    { title: "ERROR", cell: errorOf, shrinks: true },
  ]);
  if (next) print.line(`\nthere are more: --cursor ${next}`);
}

async function doAct(api: Api, path: string, reason: string | undefined): Promise<LaneRow> {
  if (reason === undefined) throw wrongUsage("Say why, for the audit: --reason <text>.");
  const { body } = await api.send({
    method: "POST",
    path,
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({ reason }),
  });
  return read(LaneAnswer, body, path);
}

function tellLane(print: Print, lane: LaneRow): void {
  print.value(lane);
  const { id, depth, head, places = [] } = lane;
  print.line(`${id}  ${depth} in line`);
  if (head)
    print.line(`  head  ${print.style(colourOf(head.state), head.state)}  ${head.id}  ${errorOf(lane)}`);
  if (places.length > 0) print.line();
  print.table(places, [
    { title: "PLACE", cell: ({ id: delivery }) => delivery },
    { title: "STATE", cell: ({ state }) => state, style: ({ state }) => colourOf(state) },
    { title: "SINCE", cell: ({ parkedAt }) => parkedAt },
  ]);
}

const errorOf = ({ head }: LaneRow): string =>
  head?.error ? `${head.error.code}: ${head.error.message}` : "";
