import { dispatchDue as real } from "../../../../bus/src/postgres/dispatch.ts";
import { around, reach } from "../failpoints.ts";

export * from "../../../../bus/src/postgres/dispatch.ts";

/** A dispatch that can die between the broker's confirms and its commit, and after that. */
export const dispatchDue: typeof real = async (sql, publish) => {
  const count = await real(sql, (due) => around("dispatch", () => publish(due)));
  if (count > 0) reach("after round");
  return count;
};
