import { checkData } from "./check-data.ts";
import type { Contract } from "./define.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** Why data is nothing that a contract takes. Quotes no value: it may be personal. */
export type Misfit = {
  /**
   * `data`: it is not valid by its own contract; `upcast`: what an upcaster made of it is not valid by the newer one;
   * `upcaster`: the upcaster failed on it; `noWay`: nothing leads from its type to the newer one.
   */
  readonly kind: "data" | "upcast" | "upcaster" | "noWay";
  /** The contract that refuses it, or whose upcaster is missing or failed. */
  readonly type: string;
  /** Where, as a JSON Pointer in the data of that contract. */
  readonly pointer: string;
  readonly reason: string;
};

/** Data as a contract has it, or what is the matter with it. */
export type ReadAs<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly misfit: Misfit };

/**
 * Reads data of a type as a contract has it: data of an older version is checked as what it is, upcast version by version,
 * and each result checked. `checkedBy` is the fingerprint of the contract that these very data were checked by before.
 */
export function readAs<Data>(
  contract: Contract<Data>,
  type: string,
  data: unknown,
  checkedBy?: string,
): ReadAs<Data> {
  const path = pathFrom(type, contract);
  if (!path.ok) return path;
  let current = data;
  for (const [index, version] of path.data.entries()) {
    const made = index === 0 ? { ok: true as const, data: current } : upcastTo(version, current);
    if (!made.ok) return made;
    current = made.data;
    if (index === 0 && checkedBy !== undefined && checkedBy === fingerprintOf(version)) continue;
    const checked = checkData(version, current);
    if (!checked.ok) return { ok: false, misfit: misfitOf(version, checked, index) };
    current = checked.data;
  }
  // The last of the path is the contract, whose schema has said so, here or where the fingerprint comes from.
  return { ok: true, data: current as Data };
}

/** The types of which a contract takes data: its own, and where older ones are asked for, those that lead to it. */
export function takenTypes(contract: Contract, older: "upcast" | undefined): readonly string[] {
  const { type, upcasts } = contract;
  if (older === undefined || !upcasts || !("data" in upcasts)) return [type];
  return [type, ...takenTypes(upcasts.from, older)];
}

/**
 * The same for what nobody has checked yet and is only looked at, to find a lane or an account; data that nothing leads from
 * stays as it is. @throws what an upcaster throws
 */
export function upcastUnchecked(contract: Contract, type: string, data: unknown): unknown {
  const path = pathFrom(type, contract);
  if (!path.ok) return data;
  return path.data.slice(1).reduce((current, { upcasts }) => {
    if (!upcasts || !("data" in upcasts)) throw new Error("a path has only versions that upcast");
    return upcasts.data(current);
  }, data);
}

/** The versions from a type up to a contract, both included. */
function pathFrom(type: string, contract: Contract): ReadAs<readonly Contract[]> {
  if (contract.type === type) return { ok: true, data: [contract] };
  const { upcasts } = contract;
  if (!upcasts) return noWay(contract, `nothing makes ${contract.type} of ${type}`);
  if ("impossible" in upcasts)
    return noWay(contract, `nothing makes ${contract.type} of ${upcasts.from.type}: ${upcasts.impossible}`);
  const before = pathFrom(type, upcasts.from);
  return before.ok ? { ok: true, data: [...before.data, contract] } : before;
}

const noWay = ({ type }: Contract, reason: string) =>
  ({ ok: false, misfit: { kind: "noWay", type, pointer: "", reason } }) as const;

function upcastTo({ type, upcasts }: Contract, old: unknown): ReadAs<unknown> {
  try {
    return { ok: true, data: upcasts && "data" in upcasts ? upcasts.data(old) : undefined };
  } catch (error) {
    // Its text may quote the data: "Cannot use 'in' operator to search for 'a' in Ada".
    const name = error instanceof Error ? error.name : "value";
    return { ok: false, misfit: { kind: "upcaster", type, pointer: "", reason: `it threw (${name})` } };
  }
}

function misfitOf(
  { type }: Contract,
  { problem }: Extract<ReturnType<typeof checkData>, { ok: false }>,
  index: number,
): Misfit {
  const [first] = problem.errors;
  const pointer = first?.pointer.replace(/^\/data/, "") ?? "";
  return { kind: index === 0 ? "data" : "upcast", type, pointer, reason: first?.detail ?? problem.detail };
}
