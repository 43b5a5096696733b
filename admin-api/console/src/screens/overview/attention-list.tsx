import { wayIn } from "../../messages/way-in.ts";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { Answer } from "../../api/queries.ts";
import { Badge, type Tone } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";

type Attention = Answer<"/api/v1/overview">["attention"][number];
type Kind = Attention["kind"];

const kinds: Readonly<Record<Kind, readonly [words: string, tone: Tone, verb: string]>> = {
  circuitOpen: ["Circuit open", "bad", "See the adapter"],
  alert: ["Alert", "bad", "See it"],
  regressedGroup: ["Regressed", "bad", "See the group"],
  doubt: ["In doubt", "doubt", "Answer"],
  blockedLane: ["Lane stands still", "bad", "See the lanes"],
  growing: ["Queue grows", "wait", "See the route"],
  newGroup: ["New failures", "bad", "See the group"],
  oldFailure: ["Old failure", "wait", "See it"],
  paused: ["Paused", "wait", "See the route"],
};

/** What needs a person, the most urgent first, each with its next step. */
export function AttentionList({ items }: { readonly items: readonly Attention[] }) {
  return (
    <ul className="attention">
      {items.map((item) => {
        const [words, tone, verb] = kinds[item.kind];
        return (
          <li key={`${item.kind} ${item.subject} ${item.since}`}>
            <Badge tone={tone}>{words}</Badge>
            <span className="attention-words">
              {item.words} <span className="faint">{item.subject}</span>
            </span>
            <span className="attention-since">
              <Time at={item.since} />
            </span>
            <Link {...linkOf(item)} className="button">
              {verb}
              <span className="visually-hidden">: {item.words}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** The one screen where something can be done about it. */
export function linkOf({ kind, ids, subject }: Attention): Pick<LinkProps, "to" | "params" | "search"> {
  if (ids.group) return { to: "/failures/$groupId", params: { groupId: ids.group } };
  if (ids.failure) return messageOf(ids.failure);
  if (ids.lane) return { to: "/lanes/$id", params: { id: ids.lane } };
  if (kind === "blockedLane") return { to: "/lanes" };
  if (ids.route === wayIn) return { to: "/messages", search: { view: "failed", route: wayIn } };
  if (ids.route) return { to: "/routes/$name", params: { name: ids.route } };
  if (ids.connection) return { to: "/adapters/$id", params: { id: ids.connection } };
  if (kind === "alert") return { to: "/settings", search: { tab: "alerts" } };
  return { to: "/messages", search: { q: subject } };
}

/** A failure is named by its message and its route. */
function messageOf(failure: string): Pick<LinkProps, "to" | "params" | "search"> {
  const [id = "", ...route] = failure.split(":");
  return { to: "/messages/$id", params: { id }, search: { route: route.join(":") } };
}
