import type { Answer } from "../../api/queries.ts";
import { JsonFault, tryJson } from "../../parts/exact-json.ts";

/** The request that sends the data, as text: every number goes as it is spelled. */
export const testMessageBody = (data: string, reason: string): string =>
  `{"data":${data},"reason":${JSON.stringify(reason)}}`;

/** Why the data cannot be sent as they are; undefined where the contract has the next word. */
export function whyNotJson(data: string): string | undefined {
  const read = tryJson(data);
  return read instanceof JsonFault ? `The data are no JSON: ${read.message}` : undefined;
}

type Environment = Pick<Answer<"/api/v1/installation">["environment"], "production" | "testMessages">;

/** Why nobody sends test messages here; undefined where they may. */
export function whyNotHere({ production, testMessages }: Environment): string | undefined {
  if (testMessages) return undefined;
  return production
    ? "Off in production: vendors would do for real what a test asks for. admin.environment.testMessages in spindle.config.ts allows it."
    : "Switched off by admin.environment.testMessages in spindle.config.ts.";
}

/** Where a message of the type goes, in words. */
export function whereTo(routes: readonly string[]): string {
  if (routes.length === 0) return "No route takes it: it is stored, and nothing is sent to a vendor.";
  const [only] = routes;
  return routes.length === 1
    ? `Its route ${only} sends it to the vendor like any other message.`
    : `Its ${routes.length} routes send it to their vendors like any other message.`;
}
