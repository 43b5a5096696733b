import { checkData } from "../check-data.ts";
import { fieldClasses, type Contract } from "../define.ts";
import type { ClassedField } from "../field-class.ts";
import type { ContractRegistry } from "../registry.ts";
import { breaking, compatible, type Change } from "./change.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { ReleasedContract } from "./released.ts";

/** What changed since a contract was released: its schema, what it says of itself, its field classes, its examples. */
export function compareReleased(released: ReleasedContract, registry: ContractRegistry): readonly Change[] {
  const contract = registry.get(released.type);
  if (contract === undefined)
    return [breaking("", "contract removed: a new version stands beside the old one")];
  const schema = compareSchemas(released.schema, registry.jsonSchema(released.type) ?? {});
  const places = new Set(schema.map(({ pointer }) => pointer));
  return [
    ...metadataChanges(released, contract),
    ...schema,
    ...classChanges(released.fieldClasses, fieldClasses(contract)),
    // The schema has said so already, more exactly. What only a refinement refuses is found by nothing else.
    ...exampleChanges(released, contract).filter(({ pointer }) => !places.has(pointer)),
  ];
}

const fixed = ["kind", "semantics", "entityKey", "entityVersion", "subject"] as const;

function metadataChanges(released: ReleasedContract, contract: Contract): readonly Change[] {
  const lost = (released.indexed ?? []).filter((path) => !contract.indexed?.includes(path));
  return [
    ...fixed
      .filter((name) => released[name] !== contract[name])
      .map((name) =>
        breaking("", `${name} changed: ${released[name] ?? "none"} → ${contract[name] ?? "none"}`),
      ),
    ...lost.map((path) =>
      compatible(`/${path.replaceAll(".", "/")}`, "operators cannot search by it any more"),
    ),
  ];
}

function classChanges(old: readonly ClassedField[], now: readonly ClassedField[]): readonly Change[] {
  const has = (pointer: string, wanted: readonly string[]) =>
    now.some((field) => field.pointer === pointer && wanted.includes(field.class));
  const key = ({ pointer, class: fieldClass }: ClassedField) => `${pointer} ${fieldClass}`;
  const known = new Set(old.map(key));
  return [
    ...old
      // What may not be seen at all may be seen by nobody who has the right to personal data only.
      .filter(
        (field) =>
          !has(field.pointer, field.class === "personal" ? ["personal", "sensitive"] : [field.class]),
      )
      .map((field) => breaking(field.pointer, `field class loosened: ${field.class} no more`)),
    ...now
      .filter((field) => !known.has(key(field)))
      .map((field) => compatible(field.pointer, `${field.class} now`)),
  ];
}

function exampleChanges({ examples }: ReleasedContract, contract: Contract): readonly Change[] {
  return examples.flatMap((example) => {
    const checked = checkData(contract, example);
    if (checked.ok) return [];
    return checked.problem.errors.slice(0, 1).map(({ pointer, detail }) => {
      const place = pointer.replace(/^\/data/, "").replaceAll(/\/\d+(?=\/|$)/g, "/*");
      return breaking(place, `a released example is refused: ${detail}`);
    });
  });
}
