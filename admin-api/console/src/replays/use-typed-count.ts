import { useRead } from "../api/queries.ts";

/** More than so many are not sent or given up in production by a slip of the hand. */
const many = 1_000;

/** What has to be typed before an act on so many: their count in production, else nothing. */
export function useTypedCount(count: number): string | undefined {
  const { data } = useRead("/api/v1/installation");
  return count > many && data?.environment.production === true ? String(count) : undefined;
}
