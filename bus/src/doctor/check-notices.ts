import type { SpindleConfig } from "../config/define-config.ts";
import { openDatabase } from "../postgres/connect.ts";
import { readStandings } from "../postgres/operations/notice-rows.ts";
import type { EndpointStanding } from "../operations/notices.ts";
import { noted, ok, type Finding } from "./check.ts";

/** Whether those who want to be told what became of messages take it. Nothing is found where nobody wants it. */
export async function checkNotices(
  config: Pick<SpindleConfig, "notices" | "alerts"> | undefined,
  databaseUrl: string | undefined,
): Promise<readonly Finding[]> {
  const names = [...Object.keys(config?.notices ?? {}), ...Object.keys(config?.alerts?.to ?? {})];
  if (names.length === 0 || databaseUrl === undefined) return [];
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "spindle doctor" });
  try {
    return [findingOf((await readStandings(sql)).filter(({ name }) => names.includes(name)))];
  } catch {
    // The database is away or has another schema, which are findings of their own.
    return [];
  } finally {
    await close();
  }
}

function findingOf(standings: readonly EndpointStanding[]): Finding {
  const troubles = standings.flatMap(troubleOf);
  return troubles.length === 0
    ? ok("notices", "every endpoint takes its notices")
    : noted(
        "notices",
        troubles.join("; "),
        `"spindle notices" shows them, and sends again what did not arrive.`,
      );
}

function troubleOf({ name, state, waiting, givenUp, lastError }: EndpointStanding): readonly string[] {
  const left = [
    ...(state === "well"
      ? []
      : [`${state === "gone" ? "answered 410" : "fails"} (${lastError}), ${waiting} wait`]),
    ...(givenUp > 0 ? [`did not take ${givenUp}`] : []),
  ];
  return left.length === 0 ? [] : [`${name} ${left.join(", and ")}`];
}
