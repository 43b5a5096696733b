/** What feeds a route with more than its failures. */
export type FeedKind = "backfill" | "reapply";

/** A feed as it is typed; times are of the person's own zone. */
export type FeedForm = {
  readonly route: string;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly rate: string;
};

/** A moment as `<input type="datetime-local">` has it. */
export const localOf = (atMs: number): string => {
  const date = new Date(atMs);
  return `${date.toLocaleDateString("sv")}T${date.toLocaleTimeString("sv").slice(0, 5)}`;
};

const instantOf = (local: string): string | undefined => {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** What is asked for; undefined while the form is not whole. */
export function feedOf(kind: FeedKind, { route, from, to, type }: FeedForm) {
  const [begin, end] = [instantOf(from), instantOf(to)];
  if (route === "" || begin === undefined || end === undefined || begin >= end) return undefined;
  const period = { route, from: begin, to: end };
  if (type.trim() === "") return period;
  return kind === "backfill" ? { ...period, types: [type.trim()] } : { ...period, type: type.trim() };
}
