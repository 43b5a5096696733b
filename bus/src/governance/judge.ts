import { fieldsOf, readAs, type ContractRegistry, type Misfit } from "@spindlebus/contracts";
import type { AnyOperation } from "../adapter/index.ts";
import { jsonOf } from "../delivery/json-of.ts";
import type { InFlightMessage } from "./in-flight.ts";

/** Why something in flight does not go on: where in which contract's data, and the reason. No value is quoted. */
export type Objection = { readonly pointer: string; readonly reason: string };

/** What a configuration makes of messages that are in flight. */
export type Judge = {
  /** What would block the message on a route; undefined where the operation gets data that fit. */
  onRoute(message: InFlightMessage, route: string): Objection | undefined;
  /** Why the intake would refuse the message if it were published now. */
  atIntake(message: InFlightMessage): Objection | undefined;
};

/** Judges by these contracts and operations. */
export function judgeBy(
  registry: ContractRegistry,
  operations: ReadonlyMap<string, Pick<AnyOperation, "on">>,
): Judge {
  const places = placesOf(registry);
  const by = (contract: AnyOperation["on"], { type, body, stored, checkedBy, unopened }: InFlightMessage) => {
    if (stored && body.byteLength === 0) return bodyGone;
    // What was erased is discarded by whatever configuration.
    if (unopened) return unopened === "erased" ? undefined : sealed;
    const json = jsonOf(body);
    if (!json.ok) return { pointer: "", reason: "the data is not JSON" };
    const read = readAs(contract, type, json.value, checkedBy);
    return read.ok ? undefined : objectionOf(read.misfit, places);
  };
  return {
    onRoute(message, route) {
      const operation = operations.get(route);
      return operation ? by(operation.on, message) : routeGone;
    },
    atIntake(message) {
      const contract = registry.get(message.type);
      return contract ? by(contract, message) : contractGone;
    },
  };
}

const bodyGone: Objection = {
  pointer: "",
  reason: "its data were too long to travel, and are gone from their store",
};
const sealed: Objection = { pointer: "", reason: "its data are sealed, and no master key here opens them" };
const routeGone: Objection = { pointer: "", reason: "the configuration has no such route" };
const contractGone: Objection = { pointer: "", reason: "the configuration has no such contract" };

function objectionOf({ kind, type, pointer: exact, reason }: Misfit, places: Places): Objection {
  const pointer = places(type, exact);
  switch (kind) {
    case "data":
      return { pointer, reason };
    case "upcast":
      return { pointer, reason: `${reason}, once upcast to ${type}` };
    case "upcaster":
      return { pointer: "", reason: `the upcaster to ${type} failed: ${reason}` };
    case "noWay":
      return { pointer: "", reason };
  }
}

type Places = (type: string, pointer: string) => string;

/** Pointers in which `*` stands for every item and map value: positions would make groups of one, keys of maps may be personal. */
function placesOf(registry: ContractRegistry): Places {
  const known = new Map<string, ReadonlySet<string>>();
  const fieldsOfType = (type: string) => {
    const fields =
      known.get(type) ?? new Set(fieldsOf(registry.jsonSchema(type) ?? {}).map(({ pointer }) => pointer));
    known.set(type, fields);
    return fields;
  };
  return (type, pointer) => {
    const fields = fieldsOfType(type);
    return pointer
      .split("/")
      .slice(1)
      .reduce((above, step) => `${above}/${stepIn(fields, above, step)}`, "");
  };
}

/** An unknown key of an object whose fields have names is a field's name; anywhere else it is a position or a map's key. */
function stepIn(fields: ReadonlySet<string>, above: string, step: string): string {
  const isNamed = [...fields].some(
    (field) => field.startsWith(`${above}/`) && !field.startsWith(`${above}/*`),
  );
  return isNamed ? step : "*";
}
