import { duplicates } from "./duplicates.ts";
import type { DeliveryRow, History, MessageRow, RouteFacts } from "./history.ts";
import { indexed, type Indexed } from "./ledger-of.ts";
import { overtaken } from "./order.ts";
import { phantoms } from "./phantoms.ts";
import { isBad, type Judged, type Verdict } from "./verdict.ts";

/**
 * Classifies every accepted message on every decided route. A message whose producer never got an answer may have been
 * stored or not; if it was, it is judged like the others.
 */
export function judge(history: History): readonly Judged[] {
  const index = indexed(history);
  const disorder = overtaken(index);
  const judged = history.messages.flatMap((message) =>
    message.routes.flatMap((route) => {
      const facts = index.routeOf(route);
      return facts ? [judgeOne(message, facts, index, disorder)] : [];
    }),
  );
  return [...judged, ...vanished(index), ...phantoms(index)];
}

function judgeOne(
  message: MessageRow,
  route: RouteFacts,
  index: Indexed,
  disorder: ReadonlyMap<string, string>,
): Judged {
  const of = (verdict: Verdict, because: string): Judged => ({
    messageId: message.id,
    reference: message.reference,
    route: route.name,
    verdict,
    because,
  });
  const row = index.deliveryOf(message.id, route.name);
  const left = leftIn(route, index);
  const effects = index.effectsOf(route.name, message.reference).length;
  const twice = duplicates(message, route, index);
  if (twice?.verdict === "DUPLICATE") return of("DUPLICATE", twice.because);
  const overtook = disorder.get(`${route.name}\n${message.reference}`);
  if (overtook !== undefined) return of("OUT OF ORDER", overtook);
  if (!row) return withoutRow(message, effects, left, index, of);
  const [verdict, because] = ofRow(row, effects, left, message, index);
  if (isBad({ verdict })) return of(verdict, because);
  const charged = chargedFor(row, route, message, index);
  if (charged !== undefined) return of("CHARGED", charged);
  return twice ? of(twice.verdict, twice.because) : of(verdict, because);
}

function withoutRow(
  message: MessageRow,
  effects: number,
  left: string | undefined,
  { promised }: Indexed,
  of: (verdict: Verdict, because: string) => Judged,
): Judged {
  if (left !== undefined) return of("STUCK", `never claimed; there is something left in ${left}`);
  if (effects > 0) return of("LOST", "the vendor has its effect, the ledger no row");
  if (!promised.has(message.id)) return of("ok", "its producer was promised nothing, and nothing was done");
  return of("LOST", "no row in the ledger, no effect, no token in a queue");
}

/** A queue that may still hold tokens of a route. */
function leftIn({ name, lane }: RouteFacts, { history }: Indexed): string | undefined {
  const own = `spindle.route.${name}`;
  const [connection = ""] = name.split(".");
  const names = [own, `${own}.retry`, `${own}.dead`, `spindle.lane.${connection}.${lane ?? ""}`];
  return history.queues.find((queue) => queue.messages > 0 && names.includes(queue.name))?.name;
}

function ofRow(
  row: DeliveryRow,
  effects: number,
  left: string | undefined,
  message: MessageRow,
  index: Indexed,
): readonly [Verdict, string] {
  const denied = `the ledger says ${row.state} and that nothing was done, the vendor has ${effects} effect`;
  switch (row.state) {
    case "applied":
      if (effects === 0)
        return saidApplied(row, index)
          ? ["explained", "a person said that it was applied"]
          : ["LOST", "the ledger says applied, the vendor has no effect"];
      return resultOf(row, index) ?? ["ok", "applied once"];
    case "superseded":
      // What a worker did before it died may be overtaken by a newer state before anybody asks.
      if (effects > 0 && index.routeOf(row.route)?.order === "latestWins" && row.starts > 1)
        return ["ok", "superseded, and done before that"];
      return effects > 0 ? ["PHANTOM", denied] : ["ok", row.state];
    case "unchanged":
      return effects > 0 ? ["PHANTOM", denied] : ["ok", row.state];
    case "discarded":
      return ["discarded", "an operator discarded it"];
    case "inDoubt":
      return ["failure", "a person is asked"];
    case "dead":
    case "blocked":
      if (effects > 0 && !row.doubt) return ["PHANTOM", denied];
      return ["failure", `${row.state}: ${row.errorCode ?? row.reason ?? "no reason"}`];
    case "parked":
      return parked(message, row, index);
    case "waiting":
      if ((row.dueInMs ?? 0) > 0 && row.attempts > 0) return ["failure", "waits for its next try"];
      return ["STUCK", `still waiting (${row.reason ?? "no reason"}), due in ${row.dueInMs ?? 0} ms`];
    default:
      if (!row.stored && left === undefined)
        return ["LOST", `still ${row.state}, its bytes are not stored, and its token is in no queue`];
      return ["STUCK", `still ${row.state} when all was quiet`];
  }
}

const saidApplied = ({ messageId, route }: DeliveryRow, { history }: Indexed): boolean =>
  history.acts.some(
    (each) => each.act === "applied" && each.done && each.messageId === messageId && each.route === route,
  );

/** An applied delivery of an operation that begets a message has begotten exactly that one. */
function resultOf(
  { messageId, route }: DeliveryRow,
  { routeOf, history }: Indexed,
): readonly [Verdict, string] | undefined {
  const emits = routeOf(route)?.emits;
  if (emits === undefined) return undefined;
  const source = `/routes/${route}`;
  const born = history.messages.filter(
    (each) => each.causationId === messageId && each.source === source && each.type === emits,
  );
  if (born.length === 1) return undefined;
  return born.length === 0
    ? ["LOST", `applied, and its ${emits} was never accepted`]
    : ["DUPLICATE", `begot ${born.length} ${emits}`];
}

/** Behind a failed head a lane stands still, which is as it should be; behind anything else it is stuck. */
function parked(message: MessageRow, row: DeliveryRow, index: Indexed): readonly [Verdict, string] {
  const lane = index.routeOf(row.route)?.lane;
  const head = index.history.messages.find(
    (each) =>
      each.entity === message.entity &&
      each.place <= message.place &&
      each.routes.some((route) => {
        const standing = index.deliveryOf(each.id, route);
        return (
          index.routeOf(route)?.lane === lane && standing !== undefined && failed.includes(standing.state)
        );
      }),
  );
  return head ? ["failure", `behind ${head.id}`] : ["STUCK", "parked behind nothing that failed"];
}

const failed = ["dead", "blocked", "inDoubt"];

/** Our own outage costs no attempt and dead-letters nothing. */
function chargedFor(
  row: DeliveryRow,
  route: RouteFacts,
  message: MessageRow,
  { history, writesOf }: Indexed,
): string | undefined {
  const writes = writesOf(route.name, message.reference).length;
  if (writes > row.starts) return `the vendor saw ${writes} writes, the ledger counted ${row.starts} starts`;
  if (!history.vendorWasWell) return undefined;
  // The question to a person is an attempt of its own; of an operation that can be asked about, none is spent.
  const asked = route.idempotency === "none" && row.attempts === 1;
  // An answer that came too late on a busy machine is nobody's outage.
  const late = history.attempts.filter(
    (each) => each.messageId === row.messageId && each.route === row.route && each.code === "timeout",
  ).length;
  if (row.attempts > late && !asked)
    return `charged ${row.attempts} attempts, and the vendor did nothing wrong`;
  // Whoever took its workers with it too often is dead by the poison limit, and not by an outage.
  if (row.state === "dead" && row.errorCode !== "poison")
    return `dead (${row.errorCode}), and the vendor did nothing wrong`;
  return undefined;
}

/** Messages that a producer was promised and the intake does not know. */
function vanished({ history, messages, promised }: Indexed): readonly Judged[] {
  return [...promised]
    .filter((id) => !messages.has(id))
    .map((id) => {
      const told = history.told.find(({ messageId, sourceId }) => (messageId ?? sourceId) === id);
      const because = "a producer was told 2xx, and the intake has no row";
      return { messageId: id, reference: told?.sourceId ?? id, route: "intake", verdict: "LOST", because };
    });
}
