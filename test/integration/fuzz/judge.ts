import { z } from "zod";
import type { RawAnswer } from "../way-in/raw-http.ts";

/** Planted where personal data belongs: no refusal and no log line may repeat it. */
export const canary = "Zq7Canary";

const Problem = z.looseObject({
  type: z.string().min(1),
  title: z.string().min(1),
  status: z.int(),
  code: z.string().min(1),
  detail: z.string().min(1),
  errors: z.array(z.looseObject({ pointer: z.string(), detail: z.string().min(1) })).optional(),
});

/** What only somebody who reads the source or runs the servers should see. */
const insides =
  /\bat [\w.<>]+ \(|node_modules|file:\/\/|\/work\/|\/src\/|\.ts:\d|\b(?:Type|Range|Syntax|Reference|Zod)Error\b|\b(?:SELECT|INSERT|UPDATE) |ECONN|planted/;

/** Everything that is wrong with an answer, whatever the question was. */
export function complaintsAbout({ status, headers, body }: RawAnswer): string[] {
  const complaints: string[] = [];
  if (insides.test(body)) complaints.push(`it shows insides: ${insides.exec(body)?.[0]}`);
  if (status >= 500 && status !== 503) complaints.push(`it is a ${status}`);
  if ((status === 503 || status === 429) && !headers.has("retry-after"))
    complaints.push("it does not say when to come back");
  if (status < 400) return complaints;
  if (body.includes(canary)) complaints.push("it repeats personal data");
  return [...complaints, ...complaintsAboutProblem(status, headers, body)];
}

function complaintsAboutProblem(status: number, headers: RawAnswer["headers"], body: string): string[] {
  const type = headers.get("content-type");
  if (type !== "application/problem+json") return [`it is ${type ?? "nothing"} instead of a problem`];
  const problem = Problem.safeParse(jsonOf(body));
  if (!problem.success) return [`it is no problem: ${z.prettifyError(problem.error)}`];
  const { code, contract, status: told } = problem.data;
  const complaints = told === status ? [] : [`it says ${told} and is ${status}`];
  if (/contract-violation|unknown-type/.test(code) && contract === undefined)
    complaints.push("it does not name the contract's page");
  return complaints;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with what the process wrote. */
export function complaintsAboutLog(lines: readonly string[]): string[] {
  return lines
    .filter(
      (line) =>
        line.includes(canary) ||
        line.includes("planted") ||
        /"status":50[0-24-9]|"code":"internal"/.test(line),
    )
    .map((line) => `the log says: ${line.slice(0, 500)}`);
}
