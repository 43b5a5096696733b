import { readJson, type JsonValue } from "../parts/exact-json.ts";

/** An operation of JSON Patch (RFC 6902); its value is JSON as it is spelled, so that no digit is lost. */
export type Operation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: string }
  | { readonly op: "remove"; readonly path: string };

/** What turns one JSON text into another. @throws JsonFault where one of them is none */
export function patchBetween(before: string, after: string): readonly Operation[] {
  const one = { text: before, value: readJson(before) };
  const other = { text: after, value: readJson(after) };
  return changesAt("", one, other);
}

/** A patch as JSON, its values as they are spelled. */
export const spelledPatch = (operations: readonly Operation[]): string =>
  `[${operations.map(spelledOperation).join(",")}]`;

const spelledOperation = (operation: Operation): string => {
  const { op, path } = operation;
  const value = operation.op === "remove" ? "" : `,"value":${operation.value}`;
  return `{"op":${JSON.stringify(op)},"path":${JSON.stringify(path)}${value}}`;
};

type Spelled = { readonly text: string; readonly value: JsonValue };

const spellingOf = ({ text, value }: Spelled): string => text.slice(value.from, value.to);
const below = ({ text }: Spelled, value: JsonValue): Spelled => ({ text, value });
const stepOf = (name: string | number): string =>
  `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;

function changesAt(path: string, before: Spelled, after: Spelled): readonly Operation[] {
  if (isSame(before, after)) return [];
  const kind = before.value.kind;
  if (kind === after.value.kind && kind === "object") return changedMembers(path, before, after);
  if (kind === after.value.kind && kind === "array") return changedItems(path, before, after);
  return [{ op: "replace", path, value: spellingOf(after) }];
}

/** Of a name that is there twice the last one counts, as every reader has it. */
const membersOf = (of: Spelled): ReadonlyMap<string, Spelled> =>
  new Map(of.value.members.map(({ name, value }) => [name, below(of, value)]));

function changedMembers(path: string, before: Spelled, after: Spelled): readonly Operation[] {
  const [old, now] = [membersOf(before), membersOf(after)];
  const removed = [...old.keys()]
    .filter((name) => !now.has(name))
    .map((name): Operation => ({ op: "remove", path: path + stepOf(name) }));
  const others = [...now].flatMap(([name, value]): readonly Operation[] => {
    const was = old.get(name);
    const at = path + stepOf(name);
    return was ? changesAt(at, was, value) : [{ op: "add", path: at, value: spellingOf(value) }];
  });
  return [...removed, ...others];
}

/** What is the same at both ends stays; between, items are changed one by one, and the rest comes or goes. */
function changedItems(path: string, before: Spelled, after: Spelled): readonly Operation[] {
  const old = before.value.items.map((item) => below(before, item));
  const now = after.value.items.map((item) => below(after, item));
  const shorter = Math.min(old.length, now.length);
  const head = runOf(shorter, (at) => isSame(old[at]!, now[at]!));
  const tail = runOf(shorter - head, (at) => isSame(old[old.length - 1 - at]!, now[now.length - 1 - at]!));
  const [oldMiddle, nowMiddle] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const both = Math.min(oldMiddle.length, nowMiddle.length);
  const changed = nowMiddle
    .slice(0, both)
    .flatMap((item, index) => changesAt(path + stepOf(head + index), oldMiddle[index]!, item));
  const added = nowMiddle.slice(both).map((item, index): Operation => ({
    op: "add",
    path: path + stepOf(head + both + index),
    value: spellingOf(item),
  }));
  const removed = oldMiddle
    .slice(both)
    .map((): Operation => ({ op: "remove", path: path + stepOf(head + both) }));
  return [...changed, ...added, ...removed];
}

function runOf(most: number, holds: (at: number) => boolean): number {
  let run = 0;
  while (run < most && holds(run)) run++;
  return run;
}

/** The same however it is laid out; numbers by their digits. */
function isSame(one: Spelled, other: Spelled): boolean {
  if (one.value.kind !== other.value.kind) return false;
  if (one.value.kind === "object") {
    const [a, b] = [membersOf(one), membersOf(other)];
    return a.size === b.size && [...a].every(([name, value]) => isSameOr(value, b.get(name)));
  }
  if (one.value.kind === "array") {
    const [a, b] = [one.value.items, other.value.items];
    return a.length === b.length && a.every((item, at) => isSame(below(one, item), below(other, b[at]!)));
  }
  const [a, b] = [spellingOf(one), spellingOf(other)];
  return a === b || (one.value.kind === "string" && JSON.parse(a) === JSON.parse(b));
}

const isSameOr = (one: Spelled, other: Spelled | undefined): boolean =>
  other !== undefined && isSame(one, other);
