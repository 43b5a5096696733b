import { problem, type ContractRegistry, type Problem, type Publication } from "@spindlebus/contracts";

/** More errors than this help nobody. */
const maxErrors = 50;

/** What is wrong with a message by its contract, all of it at once; undefined where it is valid. Quotes no values. */
export function validate(
  registry: ContractRegistry,
  { type, data }: Pick<Publication, "type" | "data">,
): Problem | undefined {
  const contract = registry.get(type);
  if (!contract) return unknownType(registry, type);
  const parsed = contract.data.safeParse(data);
  if (parsed.success) return undefined;
  const errors = parsed.error.issues.slice(0, maxErrors).map(({ path, message }) => ({
    pointer: ["/data", ...path.map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1"))].join(
      "/",
    ),
    detail: message,
  }));
  const count = parsed.error.issues.length;
  return problem(
    "contract-violation",
    `${count} ${count === 1 ? "error" : "errors"} against ${type}`,
    errors,
  );
}

function unknownType(registry: ContractRegistry, type: string): Problem {
  const near = registry.nearest(type);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "GET /v1/contracts lists the known ones.";
  return problem("unknown-type", `"${type}" is not a known message type. ${hint}`, [
    { pointer: "/type", detail: hint },
  ]);
}
