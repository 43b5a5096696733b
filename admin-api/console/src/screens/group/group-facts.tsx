import { Link } from "@tanstack/react-router";
import { snoozeWords, type GroupDetail } from "../../groups/group.ts";
import { Facts } from "../../parts/page.tsx";
import { stateWords } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";

/** What is known of the group in short. */
export function GroupFacts({ group }: { readonly group: GroupDetail }) {
  const { count, states, firstSeenAt, lastSeenAt, attempts, permanent, runbook, lastReplay } = group;
  return (
    <Facts
      facts={[
        [
          "Failures now",
          <span key="count" className="numbers">
            {countOf(count)}
            {count > 0 && !areAllFailed(states) && ` (${statesWords(states)})`}
          </span>,
        ],
        ["First seen", <Time key="first" at={firstSeenAt} />],
        ["Last seen", <Time key="last" at={lastSeenAt} />],
        ["Attempts", attempts === null ? undefined : attemptsWords(attempts)],
        ["Answer", permanent === null ? undefined : permanenceWords(permanent)],
        ["Snoozed", snoozeWords(group)],
        [
          "Runbook",
          runbook === undefined ? undefined : (
            <a href={runbook} rel="noreferrer" target="_blank">
              What to do about {group.code}
            </a>
          ),
        ],
        [
          "Last replay",
          lastReplay === null ? undefined : (
            <Link to="/replays/$id" params={{ id: lastReplay.id }}>
              {replayWords(lastReplay)}
            </Link>
          ),
        ],
      ]}
    />
  );
}

/** Before it begins, none of it went in any way. */
const replayWords = ({ state, applied, unchanged, failedAgain }: NonNullable<GroupDetail["lastReplay"]>) =>
  state === "scheduled"
    ? "scheduled"
    : `${countOf(applied + unchanged)} went well, ${countOf(failedAgain)} failed again`;

const areAllFailed = (states: GroupDetail["states"]): boolean =>
  Object.keys(states).every((state) => state === "dead");

const statesWords = (states: GroupDetail["states"]): string =>
  Object.entries(states)
    .map(
      ([state, count]) =>
        `${countOf(count)} ${state === "moving" ? "on its way" : stateWords(state).toLowerCase()}`,
    )
    .join(", ");

const attemptsWords = ({ min, max }: { readonly min: number; readonly max: number }): string =>
  min === max ? countOf(min) : `${countOf(min)} to ${countOf(max)}`;

const permanenceWords = (isPermanent: boolean): string =>
  isPermanent ? "permanent: without a change it fails again" : "may pass: worth another try";
