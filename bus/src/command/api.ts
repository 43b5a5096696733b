import { readFileSync } from "node:fs";
import { z } from "zod";
import { CommandFailure, messageOf } from "./failure.ts";
import type { Host } from "./host.ts";

/** An answer: its status, the header that says where to look on, its body as it came and as JSON. */
export type Answer = {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
  readonly body: unknown;
};

/** One of Spindle's HTTP interfaces. */
export type Api = {
  readonly url: string;
  readonly tokenFile: string;
  /** Sends a request. @throws CommandFailure where nothing answers, or the answer is no success. */
  send(request: ApiRequest): Promise<Answer>;
  /** Gets what is too long to be held, as it comes. @throws CommandFailure as `send` does, and whatever breaks it later */
  stream(path: string, how?: StreamOptions): Promise<AsyncIterable<Uint8Array>>;
  /** Gets a resource in the shape that is expected of it. */
  get<Body>(path: string, shape: z.ZodType<Body>): Promise<Body>;
};

/** A request below the interface's URL. */
export type ApiRequest = {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string;
  /** How long the answer may take, where that is longer than usual. */
  readonly patienceMs?: number;
  /** Statuses of 400 and more that the caller understands. */
  readonly expected?: readonly number[];
};

type StreamOptions = {
  /** Where there is something to say. */
  readonly posted?: object;
  /** Closes it. */
  readonly signal?: AbortSignal;
};

type ApiOptions = Pick<Host, "fetch"> & {
  /** For error texts: "ingress", "admin API". */
  readonly name: string;
  readonly url: string;
  readonly tokenFile: string;
};

const timeoutMs = 15_000;

/** Opens an interface with the bearer token of a file; nothing is sent yet. */
export function openApi({ fetch, name, url, tokenFile }: ApiOptions): Api {
  const base = url.replace(/\/+$/, "");
  const token = readToken(tokenFile, name);
  const send = async ({
    method,
    path,
    headers,
    body,
    expected = [],
    patienceMs = timeoutMs,
  }: ApiRequest): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { accept: "application/json", authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(patienceMs),
    }).catch((cause: unknown) => {
      throw silent(name, base, cause);
    });
    const text = await response.text();
    const answer = { status: response.status, location: response.headers.get("location") ?? undefined };
    if (!response.ok && !expected.includes(response.status))
      throw refused(name, response.status, text, tokenFile);
    return { ...answer, text, body: parsed(text) };
  };
  const stream = async (path: string, { posted, signal }: StreamOptions = {}) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(posted && { "content-type": "application/json" }),
    };
    const asked = {
      headers,
      ...(posted && { method: "POST", body: JSON.stringify(posted) }),
      ...(signal && { signal }),
    };
    const response = await fetch(`${base}${path}`, asked).catch((cause: unknown) => {
      throw silent(name, base, cause);
    });
    if (!response.ok) throw refused(name, response.status, await response.text(), tokenFile);
    return response.body ?? new ReadableStream<Uint8Array>();
  };
  return {
    url: base,
    tokenFile,
    send,
    stream,
    get: async (path, shape) => read(shape, (await send({ method: "GET", path })).body, `${name}, ${path}`),
  };
}

/** An answer's body in its expected shape. @throws CommandFailure where it has another. */
export function read<Body>(shape: z.ZodType<Body>, body: unknown, where: string): Body {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  throw new CommandFailure(
    `The answer of ${where} is not what this version of spindle expects. Do both come from the same version?`,
    1,
    { cause: result.error },
  );
}

/** The bearer token in a file. @throws CommandFailure where it cannot be read */
export function readToken(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new CommandFailure(
      `The token for the ${name} cannot be read from ${file}${reason}. "npm start" writes it there while it runs; ` +
        `name another file with --token-file, or another data dir with SPINDLE_DATA_DIR.`,
    );
  }
}

function silent(name: string, url: string, cause: unknown): CommandFailure {
  const reason =
    cause instanceof Error && cause.name === "TimeoutError" ? "no answer in time" : messageOf(cause);
  return new CommandFailure(
    `The ${name} does not answer at ${url} (${reason}). Is Spindle running? Start it with "npm start", or name another address with --url.`,
  );
}

/** RFC 9457, as far as it is shown. */
const Problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

function refused(name: string, status: number, text: string, tokenFile: string): CommandFailure {
  const problem = Problem.safeParse(parsed(text));
  const { title, detail, errors = [] } = problem.success ? problem.data : {};
  const lines = errors
    .filter((error) => error.detail !== detail)
    .map((error) => `  ${error.pointer || "/"}  ${error.detail}`);
  const token = status === 401 || status === 403 ? [`  The token came from ${tokenFile}.`] : [];
  const said = [title, detail].filter((part) => part !== undefined).join(": ") || text.slice(0, 200);
  return new CommandFailure(
    [`The ${name} answered ${status}. ${said}`.trim(), ...lines, ...token].join("\n"),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
