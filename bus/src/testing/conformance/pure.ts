import type { AnyAdapter, AnyOperation, VendorResponse, Webhook } from "../../adapter/index.ts";
import type { RandomnessGuard } from "./guard-randomness.ts";
import { withoutWorld } from "./stubs.ts";

/** Where an adapter was found to be impure. */
export type Impurity = { readonly subject: string; readonly fault: string };

/** An interpretation that really happened: what the adapter was given. */
export type Sample = {
  readonly response: VendorResponse;
  readonly about: unknown;
  readonly context: unknown;
};

/** An adapter whose every call is watched. */
export type Watched = {
  readonly adapter: AnyAdapter;
  readonly impurities: readonly Impurity[];
  /** The first interpretation of each operation. */
  readonly samples: ReadonlyMap<string, Sample>;
  /** Every word of every outcome, refusal and error that any call of any check gave. */
  readonly words: ReadonlySet<string>;
};

// The author's functions are of any types: they are only passed through.
type AnyFunction = (...args: readonly unknown[]) => unknown;

/**
 * The same adapter; each of its functions is called twice with frozen input and without clock, randomness, network and
 * environment, and what is impure or differs is noted.
 */
export function watched(adapter: AnyAdapter, guard: RandomnessGuard): Watched {
  const impurities: Impurity[] = [];
  const words = new Set<string>();
  const samples = new Map<string, Sample>();
  const pure = (subject: string, name: string, given: unknown): unknown =>
    typeof given === "function"
      ? heard(
          pureFunction(given as AnyFunction, name, guard, (fault) => impurities.push({ subject, fault })),
          words,
        )
      : given;

  const operationOf = (subject: string, operation: AnyOperation): AnyOperation => {
    const interpret = pure(subject, "interpret", operation.interpret) as AnyFunction;
    const sampled: AnyFunction = (response, about, context) => {
      if (!samples.has(subject))
        samples.set(subject, { response: response as VendorResponse, about, context });
      return interpret(response, about, context);
    };
    const { probe } = operation as { readonly probe?: Readonly<Record<string, unknown>> };
    const { lane } = operation as { readonly lane?: Readonly<Record<string, unknown>> };
    const each = (members: Readonly<Record<string, unknown>>, prefix = "") =>
      Object.fromEntries(
        Object.entries(members).map(([name, value]) => [name, pure(subject, prefix + name, value)]),
      );
    const made: unknown = {
      ...operation,
      ...each(pick(operation, ["request", "skip", "limiterKey", "recall"])),
      interpret: sampled,
      ...(probe && { probe: { ...probe, ...each(pick(probe, ["request", "interpret"]), "probe.") } }),
      ...(lane && { lane: { ...lane, ...each(pick(lane, ["key"]), "lane.") } }),
    };
    return made as AnyOperation;
  };
  const webhookOf = (subject: string, webhook: Webhook<unknown, unknown>): Webhook<unknown, unknown> => {
    const functions = Object.entries(pick(webhook, ["verify", "translate", "challenge"]));
    const made: unknown = {
      ...webhook,
      ...Object.fromEntries(functions.map(([name, value]) => [name, pure(subject, name, value)])),
    };
    return made as Webhook<unknown, unknown>;
  };
  const operations = Object.entries<AnyOperation>(adapter.operations);
  const webhooks = Object.entries(adapter.webhooks ?? {});
  return {
    impurities,
    samples,
    words,
    adapter: {
      ...adapter,
      operations: Object.fromEntries(operations.map(([name, each]) => [name, operationOf(name, each)])),
      webhooks: Object.fromEntries(webhooks.map(([name, each]) => [name, webhookOf(name, each)])),
    },
  };
}

const pick = (from: object, names: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(from).filter(([name, value]) => names.includes(name) && value !== undefined),
  );

/** Notes what a function says in words. */
function heard(run: AnyFunction, words: Set<string>): AnyFunction {
  return (...args) => {
    try {
      const said = run(...args);
      for (const word of wordsIn(said)) words.add(word);
      return said;
    } catch (error) {
      words.add(String(error));
      throw error;
    }
  };
}

/** Of an outcome, or many, or a refusal: what stands in tables and logs. */
function wordsIn(said: unknown): readonly string[] {
  if (Array.isArray(said)) return said.flatMap((each) => wordsIn(each));
  if (typeof said !== "object" || said === null) return [];
  return Object.values(pick(said, ["code", "message", "reason"])).filter((each) => typeof each === "string");
}

function pureFunction(
  run: AnyFunction,
  name: string,
  guard: RandomnessGuard,
  found: (fault: string) => void,
): AnyFunction {
  const call = (args: readonly unknown[]) =>
    withoutWorld(
      () => run(...args),
      (what) => found(`${name} uses ${what}`),
      guard,
    );
  return (...args) => {
    for (const arg of args) freeze(arg);
    const first = ended(() => call(args));
    const second = ended(() => call(args));
    if (told(first) !== told(second)) found(`${name} gives two results for one input`);
    if (!first.ok) {
      if (isWriting(first.error)) found(`${name} changes its input: ${String(first.error)}`);
      throw first.error;
    }
    if (first.value instanceof Promise) found(`${name} is asynchronous`);
    return first.value;
  };
}

type Ended = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

function ended(run: () => unknown): Ended {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    return { ok: false, error };
  }
}

const isWriting = (error: unknown): boolean =>
  error instanceof TypeError && /read only|not extensible|Cannot (add|delete|assign)/.test(error.message);

/** A result as text; of a contract its type is enough. */
const told = (end: Ended): string =>
  end.ok
    ? (JSON.stringify(end.value, (key, value: unknown) =>
        key === "contract" ? (value as { readonly type: unknown }).type : value,
      ) ?? "")
    : String(end.error);

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value))
    return;
  // A contract's schemas are the contracts' own business, and zod fills them in when they are first used.
  if ("_zod" in value) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
