import { Link, type LinkProps } from "@tanstack/react-router";
import type { Answer } from "../../api/queries.ts";
import { countOf, durationOf, manyOf } from "../../parts/words.ts";

type Overview = Answer<"/api/v1/overview">;

type Tile = {
  readonly name: string;
  readonly value: string;
  /** What the number is made of. */
  readonly note: string;
  readonly isBad: boolean;
  readonly link: Pick<LinkProps, "to" | "params" | "search">;
};

/** The four numbers that say whether one can be calm; each leads to what it counts. */
export function Tiles({ overview }: { readonly overview: Overview }) {
  return (
    <ul className="tiles">
      {tilesOf(overview).map(({ name, value, note, isBad, link }) => (
        <li key={name}>
          <Link {...link} className="tile">
            <span className="tile-name">{name}</span>
            <span className={isBad ? "tile-value bad numbers" : "tile-value numbers"}>{value}</span>
            <span className="tile-note">{note}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function tilesOf({ groups, failures, oldestUnprocessed, replays }: Overview): readonly Tile[] {
  const { dead, blocked, inDoubt, moving } = failures;
  const failed = dead.value + blocked.value + inDoubt.value;
  const about = dead.about || blocked.about || inDoubt.about ? "about " : "";
  const countIn = (...states: readonly string[]) =>
    replays.filter(({ state }) => states.includes(state)).length;
  const [running, scheduled] = [countIn("running"), countIn("scheduled")];
  return [
    {
      name: "Open failure groups",
      value: countOf(groups.new + groups.regressed),
      note: groupsNote(groups),
      isBad: groups.new + groups.regressed > 0,
      link: { to: "/failures" },
    },
    {
      name: "Failed deliveries",
      value: about + countOf(failed),
      note: `${countOf(inDoubt.value)} in doubt, ${countOf(moving.value)} being tried again`,
      isBad: failed > 0,
      link: { to: "/messages" },
    },
    {
      name: "Oldest unprocessed",
      value: oldestUnprocessed ? durationOf(oldestUnprocessed.seconds * 1_000) : "none",
      note: oldestUnprocessed?.route ?? "everything is through",
      isBad: (oldestUnprocessed?.seconds ?? 0) > 300,
      link: oldestUnprocessed?.route
        ? { to: "/routes/$name", params: { name: oldestUnprocessed.route } }
        : { to: "/routes" },
    },
    {
      name: "Replays",
      value: countOf(running),
      note: replaysNote(replays.length - running - scheduled, scheduled),
      isBad: false,
      link: { to: "/replays" },
    },
  ];
}

function groupsNote({ new: fresh, regressed }: Overview["groups"]): string {
  if (regressed > 0) return `${countOf(regressed)} regressed`;
  return fresh > 0 ? "taken up by nobody" : "nobody has to take one up";
}

function replaysNote(standing: number, scheduled: number): string {
  if (standing > 0) return `${manyOf(standing, "replay")} ${standing === 1 ? "waits" : "wait"} for a person`;
  return scheduled > 0 ? `under way, ${countOf(scheduled)} scheduled` : "under way";
}
