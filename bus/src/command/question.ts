import { z } from "zod";
import type { Api } from "./api.ts";
import type { Print } from "./print.ts";

const Left = z.looseObject({
  startedAt: z.string(),
  worker: z.string(),
  request: z.unknown(),
  response: z.unknown(),
});

/** A question about an effect in doubt, as the admin API asks it. */
export const QuestionAnswer = z.looseObject({
  id: z.string(),
  asks: z.string(),
  inDoubtSince: z.string(),
  left: Left.nullable(),
  probe: z.looseObject({ possible: z.boolean(), says: z.string() }),
  lookUp: z.string(),
  ifAbsent: z.looseObject({ happens: z.string(), idempotencyKey: z.string().nullable() }),
  ifApplied: z.looseObject({ happens: z.string() }),
});
type QuestionAnswer = z.infer<typeof QuestionAnswer>;

/** Reads the question about a failure. */
export const questionAbout = (api: Api, id: string): Promise<QuestionAnswer> =>
  api.get(`/api/v1/failures/${encodeURIComponent(id)}/question`, QuestionAnswer);

/** Shows a question, and what to type. */
export function tellQuestion(print: Print, question: QuestionAnswer): void {
  const { id, asks, inDoubtSince, left, probe, lookUp, ifAbsent, ifApplied } = question;
  const key = ifAbsent.idempotencyKey === null ? "" : ` (key ${ifAbsent.idempotencyKey})`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["since", inDoubtSince],
    ["sent", left?.request ? JSON.stringify(left.request) : undefined],
    ["answer", left?.response ? JSON.stringify(left.response) : undefined],
    ["vendor", probe.says],
    ["look up", lookUp],
    ["absent", `${ifAbsent.happens}${key}`],
    ["applied", ifApplied.happens],
  ];
  print.line(asks);
  for (const [name, value] of facts) if (value) print.line(`  ${name.padEnd(10)}${value}`);
  if (probe.possible) print.line(`npx spindle failures ask ${id} --reason "…"`);
  print.line(`npx spindle failures answer ${id} absent|applied --reason "…"`);
}
