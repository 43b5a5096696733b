import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Report, type Order, type Question, type Result } from "./protocol.ts";

/** What became of a question where the version did not even answer. */
export type Answered = Result | { readonly kind: "crashed" | "hung" | "gaveUp" };

/** One version of an adapter, in a process of its own. */
export type Side = {
  readonly version: string;
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** One answer for each question, in their order. Whatever the version does, this resolves. */
  ask(questions: readonly Question[]): Promise<readonly Answered[]>;
  close(): void;
};

type SideOptions = {
  readonly entry: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** How long a question may take. */
  readonly patienceMs?: number;
  /** A version that failed so often fails always: starting it again for each message would take hours. */
  readonly mostRestarts?: number;
};

const runner = fileURLToPath(new URL("./runner-process.ts", import.meta.url));
const loadMs = 30_000;

/**
 * Starts a version and loads its adapter.
 * @throws where it cannot be loaded, or does not take the settings
 */
export async function openSide({
  entry,
  settings,
  patienceMs = 5_000,
  mostRestarts = 25,
}: SideOptions): Promise<Side> {
  const load: Order = { kind: "load", entry, settings };
  let { child, loaded } = await start(load);
  let restarts = 0;
  let asked = 0;

  const restart = async () => {
    try {
      ({ child, loaded } = await start(load));
    } catch {
      // It could be loaded once and cannot any more: nothing it would say could be trusted.
      restarts = mostRestarts + 1;
    }
  };
  const attempt = async (
    questions: readonly Question[],
    withinMs: number,
  ): Promise<readonly Result[] | "crashed" | "hung"> => {
    asked += 1;
    const n = asked;
    const report = await reply(child, { kind: "ask", n, questions }, withinMs);
    if (
      typeof report !== "string" &&
      report.kind === "told" &&
      report.n === n &&
      report.results.length === questions.length
    )
      return report.results;
    child.kill("SIGKILL");
    restarts += 1;
    if (restarts <= mostRestarts) await restart();
    return report === "hung" ? "hung" : "crashed";
  };
  const ask = async (questions: readonly Question[]): Promise<readonly Answered[]> => {
    const [first] = questions;
    if (first === undefined) return [];
    if (restarts > mostRestarts) return questions.map(() => ({ kind: "gaveUp" }));
    const answers = await attempt(questions, patienceMs + 20 * questions.length);
    if (typeof answers !== "string") return answers;
    if (questions.length === 1) return [{ kind: answers }];
    // One of them did it: by halves it is found, and the others are answered.
    const middle = Math.ceil(questions.length / 2);
    return [...(await ask(questions.slice(0, middle))), ...(await ask(questions.slice(middle)))];
  };
  return {
    version: loaded.version,
    operations: loaded.operations,
    ask,
    close: () => void child.kill("SIGKILL"),
  };
}

async function start(load: Order) {
  const child = fork(runner, [], {
    // It inherits no secret, reads what it imports, and does nothing else.
    env: {},
    execArgv: ["--permission", "--allow-fs-read=*", "--max-old-space-size=512", "--no-warnings"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  // It also comes where the process has gone before it was told something.
  child.on("error", () => undefined);
  const report = await reply(child, load, loadMs);
  if (typeof report !== "string" && report.kind === "loaded") return { child, loaded: report };
  child.kill("SIGKILL");
  throw new Error(wordsOf(report));
}

function wordsOf(report: Report | "crashed" | "hung"): string {
  if (report === "hung") return `it was not loaded within ${loadMs / 1_000} s`;
  return report !== "crashed" && report.kind === "failed"
    ? report.why
    : "its process ended while it was loaded";
}

/** What the process says next; it may say nonsense, say nothing, or be gone. */
function reply(child: ChildProcess, order: Order, withinMs: number): Promise<Report | "crashed" | "hung"> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end("hung"), withinMs);
    const heard = (message: unknown) => {
      const report = Report.safeParse(message);
      end(report.success ? report.data : "crashed");
    };
    const gone = () => end("crashed");
    const end = (report: Report | "crashed" | "hung") => {
      clearTimeout(timer);
      child.off("message", heard);
      child.off("exit", gone);
      resolve(report);
    };
    child.once("message", heard);
    child.once("exit", gone);
    if (child.connected) child.send(order, (error) => error && gone());
    else gone();
  });
}
