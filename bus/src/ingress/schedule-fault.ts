import { problem, whatCame, type Extensions, type Problem } from "@spindlebus/contracts";

/** Beyond this the ledger's memory of who has what would be over before the message is sent. */
const furthestDays = 13;

/** What is wrong with the times that a message says of itself; undefined where nothing is. */
export function scheduleFault(
  { deliverafter, expirytime }: Extensions,
  nowMs: number = Date.now(),
): Problem | undefined {
  const from = typeof deliverafter === "string" ? Date.parse(deliverafter) : nowMs;
  if (from > nowMs + furthestDays * 86_400_000)
    return refusal(
      "deliverafter",
      `is more than ${furthestDays} days ahead; publish the message later`,
      deliverafter,
    );
  const until = typeof expirytime === "string" ? Date.parse(expirytime) : Number.POSITIVE_INFINITY;
  if (typeof deliverafter === "string" && until <= from)
    return refusal("expirytime", "is not after deliverafter, so the message could never be sent", expirytime);
  return undefined;
}

function refusal(name: string, detail: string, time: unknown): Problem {
  const errors = [{ pointer: `/${name}`, detail, came: whatCame(time, true) }];
  return problem("not-a-cloudevent", `${name} ${detail}`, errors);
}
