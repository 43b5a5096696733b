import { postgresLanes as real } from "../../../../bus/src/postgres/lanes/lane-store.ts";
import { around } from "../failpoints.ts";

export * from "../../../../bus/src/postgres/lanes/lane-store.ts";

/** The lanes' tables, with failpoints around parking and around taking heads. */
export const postgresLanes: typeof real = (sql) => {
  const lanes = real(sql);
  return {
    ...lanes,
    park: (...given) => around("park", () => lanes.park(...given)),
    take: (...given) => around("take", () => lanes.take(...given)),
  };
};
