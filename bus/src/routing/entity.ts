import { hash } from "node:crypto";
import { entityKeyOf, type Contract, type ContractRegistry } from "@spindlebus/contracts";
import { placesOf, textsAt, type Place } from "./places.ts";

/** What a contract's messages are about, in one word: "order" for `orderId`, "transaction" for `transaction.transactionId`. */
export const nounOf = ({ entityKey }: Pick<Contract, "entityKey">): string =>
  nounIn(entityKey.split(".").at(-1) ?? entityKey);

const nounIn = (name: string): string => name.replace(/(?<=.)(Id|Ref|Number|Key)$/, "");

/** Names that say "order" in other words: what a chain gives its payment processor is the order's id. */
const otherNames: Readonly<Record<string, string>> = { merchantReference: "order", reverses: "transaction" };

/** Persons are what a roll-out may share out, and not what its messages are about: a guest may be served by two vendors. */
const persons: ReadonlySet<string> = new Set(["member", "user", "external", "profile", "customer"]);

/** Of messages of one type: the entities that they are about and name. */
export type Entities = (data: unknown) => readonly string[];

/** How the entities of a contract's messages are found: their own, then those of these nouns that they name anywhere. */
export function entitiesOf(
  registry: ContractRegistry,
  contract: Contract,
  nouns: ReadonlySet<string>,
): Entities {
  const named = placesOf(registry, contract, (place) => nouns.has(nounAt(place))).filter(
    (place) => !persons.has(nounAt(place)),
  );
  const own = nounOf(contract);
  return (data) => {
    const others = named.flatMap((place) =>
      textsAt(data, place).map((text) => entityName(nounAt(place), text)),
    );
    return [...new Set([entityName(own, entityKeyOf(contract, data)), ...others])].slice(0, mostEntities);
  };
}

/** `order:ord-7001`; what a database could not hold, or not in an index, by its hash. */
export const entityName = (noun: string, id: string): string =>
  `${noun}:${Buffer.byteLength(id) > longestIdBytes || !isStorable(id) ? hash("sha256", id) : id}`;

const isStorable = (id: string): boolean => id.isWellFormed() && !id.includes("\0");

const longestIdBytes = 500;
/** An order of a thousand tenders is not to be a thousand rows. */
const mostEntities = 50;

function nounAt(place: Place): string {
  const name = place.at(-1) ?? "";
  return otherNames[name] ?? (/(Id|Ref)$/.test(name) ? nounIn(name) : "");
}
