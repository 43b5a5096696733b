import { z } from "zod";
import type { Api } from "./api.ts";
import { colourOf } from "./colour-of.ts";
import { FailureAnswer } from "./failure-answers.ts";
import type { Print } from "./print.ts";
import { questionAbout, tellQuestion } from "./question.ts";
import { payloadText, reasonToSee, shownData, tellData } from "./shown-data.ts";

const Attempts = z.object({
  data: z.array(
    z.looseObject({
      n: z.int(),
      generation: z.int(),
      startedAt: z.string(),
      durationMs: z.number(),
      outcome: z.string(),
      code: z.string().nullish(),
      message: z.string().nullish(),
      worker: z.string(),
    }),
  ),
});

const History = z.object({
  data: z.array(
    z.looseObject({ at: z.string(), actor: z.string(), action: z.string(), reason: z.string().nullish() }),
  ),
});

/** Tells one failure: its error, every attempt of every life, and what people did; the newest comes first. */
export async function tellStory(
  print: Print,
  api: Api,
  id: string,
  { payload: withPayload, reason: why }: { readonly payload?: boolean; readonly reason?: string },
): Promise<void> {
  const path = `/api/v1/failures/${encodeURIComponent(id)}`;
  const failure = await api.get(path, FailureAnswer);
  const { data: attempts } = await api.get(`${path}/attempts?limit=200`, Attempts);
  const { data: history } = await api.get(`${path}/history`, History);
  const question = failure.state === "inDoubt" ? await questionAbout(api, id) : undefined;
  const payload = withPayload ? await payloadText(api, path, reasonToSee(why)) : undefined;
  const data = await shownData(api, path);
  print.value({
    ...failure,
    attempts,
    history,
    ...(question && { question }),
    ...(data && { data: data.text ?? data.data, masked: data.masked }),
    ...(payload !== undefined && { payload }),
  });
  tellFacts(print, failure);
  if (attempts.length > 0) print.line();
  print.table(attempts, [
    { title: "TRY", cell: ({ n }) => String(n) },
    { title: "LIFE", cell: ({ generation }) => String(generation + 1) },
    { title: "STARTED", cell: ({ startedAt }) => startedAt },
    { title: "TOOK", cell: ({ durationMs }) => `${durationMs} ms` },
    { title: "OUTCOME", cell: ({ outcome }) => outcome },
    { title: "WORKER", cell: ({ worker }) => worker },
    {
      title: "MESSAGE",
      cell: ({ code, message }) => [code, message].filter(Boolean).join(": "),
      shrinks: true,
    },
  ]);
  if (history.length > 0) print.line();
  for (const { at, actor, action, reason } of history) {
    print.line(`${at}  ${actor}  ${action}${reason ? `: ${reason}` : ""}`);
  }
  if (question) {
    print.line();
    tellQuestion(print, question);
  }
  if (payload !== undefined) print.line(`\n${payload}`);
  else if (data) tellData(print, data);
}

function tellFacts(print: Print, failure: z.infer<typeof FailureAnswer>): void {
  const { state, route, type, error } = failure;
  print.line(`${print.style(colourOf(state), state)}  ${route}  ${type ?? ""}`);
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["error", error && `${error.code}: ${error.message}`],
    ["runbook", error?.runbook],
    ["reason", failure.reason],
    ["key", failure.entityKey],
    ["message", failure.messageId],
    ["group", failure.groupId],
    ["attempts", `${failure.attempts} failed in this life`],
    ["first", failure.firstFailedAt],
    ["last", failure.lastFailedAt],
    ["next try", failure.nextAttemptAt],
    ["lane", laneOf(failure)],
    ["reference", failure.vendorReference],
  ];
  for (const [name, value] of facts) if (value) print.line(`  ${name.padEnd(10)}${value}`);
}

/** What it holds up, or what holds it up. */
function laneOf({ id, lane }: z.infer<typeof FailureAnswer>): string | undefined {
  if (!lane) return undefined;
  if (lane.head !== id) return `behind ${lane.head} in ${lane.id}`;
  return lane.behind > 0 ? `holds up ${lane.behind} in ${lane.id}` : `the only one in ${lane.id}`;
}
