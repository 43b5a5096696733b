import { Link } from "@tanstack/react-router";
import { countOf } from "../parts/words.ts";
import "./stopped.css";

/** How many deliveries of a route or connection wait for a person, and the way to them. */
export function Stopped({
  of,
  count,
}: {
  readonly of: { readonly route: string } | { readonly connection: string };
  readonly count: number;
}) {
  if (count === 0) return <>0</>;
  return (
    <Link
      to="/messages"
      search={{ view: "failed", state: "dead,blocked,inDoubt", ...of }}
      className="stopped"
    >
      {countOf(count)}
    </Link>
  );
}
