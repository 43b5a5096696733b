import { entityKeyOf, type Contract } from "./define.ts";
import { entityVersionOf } from "./entity-version.ts";
import { valueAt } from "./pointer.ts";
import { readAs } from "./upcast.ts";
import { splitType, versionsOf } from "./version.ts";

/**
 * Checks the way from each version of a contract to the next.
 * @throws Error naming every version without an upcaster, and everything that an upcaster does wrong with the examples
 */
export function checkVersions(contracts: readonly Contract[]): void {
  const problems = contracts.flatMap((contract) => [
    ...gapProblems(contract, contracts),
    ...upcastProblems(contract).map((problem) => `Contract ${contract.type}: ${problem}`),
  ]);
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

/** A version has a way from the one before it, where that is configured too. */
function gapProblems(contract: Contract, contracts: readonly Contract[]): readonly string[] {
  const versions = versionsOf(contract.type, contracts);
  const before = versions[versions.indexOf(contract) - 1];
  if (!before) return [];
  const origins = originsOf(contract);
  if (origins.includes(before)) return [];
  if (origins.some(({ type }) => type === before.type))
    return [`Contract ${contract.type}: upcasts from another ${before.type} than the one that is configured`];
  return [
    `Contract ${contract.type}: stands beside ${before.type} and has no upcaster from it. Give it ` +
      `upcasts: { from: <${before.type}>, data: (old) => … } or, where that cannot be, { from: <${before.type}>, impossible: "why" }`,
  ];
}

/** All older versions that a contract names, also those that there is no way from. */
const originsOf = ({ upcasts }: Contract): readonly Contract[] =>
  upcasts ? [upcasts.from, ...originsOf(upcasts.from)] : [];

function upcastProblems(contract: Contract): readonly string[] {
  const { upcasts } = contract;
  if (!upcasts) return [];
  const { from } = upcasts;
  const [own, old] = [splitType(contract.type), splitType(from.type)];
  if (own.name !== old.name || own.version <= old.version)
    return [`upcasts from ${from.type}, which is no older version of it`];
  if (contract.kind !== from.kind) return [`is a ${contract.kind}, and ${from.type} a ${from.kind}`];
  if ("impossible" in upcasts)
    return upcasts.impossible.trim() === "" ? ["says upcasting is impossible, and not why"] : [];
  return waysInto(contract).flatMap((origin) =>
    origin.examples.flatMap((example, index) => exampleProblems(contract, origin, { example, index })),
  );
}

/** The versions that lead to a contract, also those that lead over others: what one upcaster makes, the next must take. */
const waysInto = ({ upcasts }: Contract): readonly Contract[] =>
  upcasts && "data" in upcasts ? [upcasts.from, ...waysInto(upcasts.from)] : [];

function exampleProblems(
  contract: Contract,
  from: Contract,
  { example, index }: { readonly example: unknown; readonly index: number },
): readonly string[] {
  const where = `example ${index} of ${from.type}`;
  const made = readAs(contract, from.type, example);
  if (!made.ok) {
    const { kind, pointer, reason } = made.misfit;
    if (kind === "upcaster") return [`the upcaster fails on ${where}: ${reason}`];
    return [`the upcaster makes invalid data of ${where}: ${pointer || "/"} ${reason}`];
  }
  const again = readAs(contract, from.type, example);
  if (!again.ok || JSON.stringify(again.data) !== JSON.stringify(made.data))
    return [`the upcaster makes something else of ${where} each time`];
  return kept(contract, from)
    .filter(({ of }) => of(from, example) !== of(contract, made.data))
    .map(({ what }) => `the upcaster does not keep the ${what} of ${where}`);
}

type Kept = { readonly what: string; readonly of: (contract: Contract, data: unknown) => unknown };

/** What a message is found, ordered and erased by must be the same in both versions. */
function kept(contract: Contract, from: Contract): readonly Kept[] {
  const both = (name: "entityVersion" | "subject") =>
    contract[name] !== undefined && from[name] !== undefined;
  return [
    { what: "entity key", of: entityKeyOf },
    ...(both("entityVersion")
      ? [
          {
            what: "entity version",
            of: (of: Contract, data: unknown) => entityVersionOf(of, { data, extensions: {} }),
          },
        ]
      : []),
    ...(both("subject")
      ? [{ what: "subject", of: ({ subject = "" }: Contract, data: unknown) => valueAt(data, subject) }]
      : []),
  ];
}
