import { forgottenIn, subjectOf } from "@spindlebus/contracts";
import type { Route } from "../route.ts";
import type { Transition } from "./decide.ts";
import { uncheckedData } from "./json-of.ts";
import { isShadow } from "./shadow.ts";
import type { Token } from "./token.ts";

/**
 * The transition with whom its facts are about, so that they can be erased; or, of a request to forget somebody, with whom to
 * forget. Each connection forgets with its own delivery: another one may still need to recall which ids its vendor gave.
 */
export function ofWhom(transition: Transition, route: Route, token: Token): Transition {
  const { operation, connection } = route;
  const { facts, state } = transition;
  const isDone = (state === "applied" || state === "unchanged") && !isShadow(token, route);
  const erases = isDone && operation.on.erases !== undefined;
  if (facts.length === 0 && !erases) return transition;
  const data = dataOf(token, operation);
  const subject = subjectOf(operation.on, data);
  return {
    ...transition,
    facts: facts.map((fact) => ({ ...fact, subject: fact.subject ?? subject })),
    ...(erases && { forget: forgottenIn(operation.on, data, connection.adapter.name) }),
  };
}

/** Data that cannot be read have begot no facts; whatever they say, the settle must not fail by them. */
function dataOf(token: Token, operation: Route["operation"]): unknown {
  try {
    return uncheckedData(token, operation);
  } catch {
    return undefined;
  }
}
