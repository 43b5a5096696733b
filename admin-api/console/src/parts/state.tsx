import {
  Ban,
  Check,
  CircleAlert,
  CircleDashed,
  CircleHelp,
  CirclePause,
  Clock,
  LoaderCircle,
  Minus,
  Octagon,
  RotateCcw,
  type LucideIcon,
} from "lucide-react";
import "./state.css";

/** What a colour means; nothing else in the console has one. */
export type Tone = "good" | "busy" | "wait" | "bad" | "doubt" | "none";

const states: Readonly<Record<string, readonly [words: string, tone: Tone, icon: LucideIcon]>> = {
  // of deliveries
  running: ["Running", "busy", LoaderCircle],
  waiting: ["Waiting", "wait", Clock],
  queued: ["Queued", "wait", CircleDashed],
  parked: ["Parked", "wait", CirclePause],
  pending: ["Pending", "wait", CircleDashed],
  inDoubt: ["In doubt", "doubt", CircleHelp],
  dead: ["Failed", "bad", CircleAlert],
  blocked: ["Blocked", "bad", Ban],
  applied: ["Applied", "good", Check],
  unchanged: ["Unchanged", "good", Minus],
  superseded: ["Superseded", "none", Minus],
  discarded: ["Discarded", "none", Octagon],
  forgotten: ["Settled", "none", Minus],
  unrouted: ["No route", "none", Minus],
  // of groups
  open: ["Open", "bad", CircleAlert],
  acknowledged: ["Acknowledged", "wait", Check],
  snoozed: ["Snoozed", "wait", Clock],
  resolved: ["Resolved", "good", Check],
  regressed: ["Regressed", "bad", RotateCcw],
  // of replays
  scheduled: ["Scheduled", "wait", Clock],
  paused: ["Paused", "wait", CirclePause],
  halted: ["Halted", "bad", Octagon],
  completed: ["Completed", "good", Check],
  cancelled: ["Cancelled", "none", Ban],
  closed: ["Closed", "good", Check],
  // of edits and recipes
  proposed: ["Waits for approval", "wait", Clock],
  approved: ["Approved", "good", Check],
  dispatched: ["Sent", "good", Check],
  active: ["Active", "busy", LoaderCircle],
  done: ["Done", "good", Check],
  rejected: ["Rejected", "none", Ban],
  withdrawn: ["Taken back", "none", Ban],
  replaced: ["Replaced", "none", Minus],
  expired: ["Ran out", "none", Octagon],
  stopped: ["Stopped", "none", Ban],
};

/** The words of a state. */
export const stateWords = (state: string): string => states[state]?.[0] ?? state;

/** A state: words, an icon and a colour, so that it does not rest on the colour alone. `words` for more than its name. */
export function State({ state, words }: { readonly state: string; readonly words?: string }) {
  const [name, tone, Icon] = states[state] ?? [state, "none", CircleDashed];
  return (
    <Badge tone={tone} icon={Icon}>
      {words ?? name}
    </Badge>
  );
}

type BadgeProps = { readonly tone?: Tone; readonly icon?: LucideIcon; readonly children: string };

/** A short word that stands out by a state's colour, or without one. */
export function Badge({ tone = "none", icon: Icon, children }: BadgeProps) {
  return (
    <span className={`badge ${tone}`}>
      {Icon && <Icon aria-hidden="true" />}
      {children}
    </span>
  );
}
