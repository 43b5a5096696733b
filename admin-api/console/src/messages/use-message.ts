import { useRead, type Answer } from "../api/queries.ts";
import { wayIn } from "./way-in.ts";

/** A message with its deliveries. */
export type Message = Answer<"/api/v1/messages/{id}">;
/** What became of it on one route. */
export type Delivery = Message["deliveries"][number];
/** The same as a failure, which tells more of it. */
export type FailureDetail = Answer<"/api/v1/failures/{id}">;
/** One try at a delivery. */
export type Attempt = Answer<"/api/v1/failures/{id}/attempts">["data"][number];
/** Something that a person did with it. */
export type HistoryEntry = Answer<"/api/v1/failures/{id}/history">["data"][number];

/** The route that is meant where an address names none: the first that needs somebody, else the first. */
export function routeOf(message: Message | undefined, asked: string | undefined): string | undefined {
  if (asked !== undefined) return asked;
  const deliveries = message?.deliveries ?? [];
  const needy = ["inDoubt", "dead", "blocked", "waiting", "running", "queued"];
  const first = needy.flatMap((state) => deliveries.find((each) => each.state === state) ?? [])[0];
  return (first ?? deliveries[0])?.route;
}

/** Whether the ledger has a row for it yet: before, there is nothing to read of the delivery itself. */
const isClaimed = (delivery: Delivery | undefined): boolean =>
  delivery === undefined || !["pending", "forgotten"].includes(delivery.state);

/** A message, and one of its deliveries with all that became of it. */
export function useMessage(messageId: string, asked: string | undefined) {
  const message = useRead("/api/v1/messages/{id}", { path: { id: messageId } });
  // What failed at the way in never became a message, and is there all the same.
  const route = routeOf(message.data, asked) ?? (message.error?.status === 404 ? wayIn : undefined);
  const delivery = message.data?.deliveries.find((each) => each.route === route);
  const id = route === undefined ? undefined : `${messageId}:${route}`;
  const path = { path: { id: id ?? "" } };
  const enabled = id !== undefined && isClaimed(delivery);
  const failure = useRead("/api/v1/failures/{id}", path, { enabled });
  const attempts = useRead("/api/v1/failures/{id}/attempts", { ...path, query: { limit: 200 } }, { enabled });
  const history = useRead("/api/v1/failures/{id}/history", path, { enabled });
  return { id, route, message, delivery, isClaimed: enabled, failure, attempts, history };
}

/** What is known of a message on one of its routes. */
export type ToldMessage = ReturnType<typeof useMessage>;
