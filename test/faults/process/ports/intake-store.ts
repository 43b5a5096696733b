import { postgresIntakeStore as real } from "../../../../bus/src/postgres/intake-store.ts";
import { around } from "../failpoints.ts";

export * from "../../../../bus/src/postgres/intake-store.ts";

/** The intake's table, with failpoints around its commits. */
export const postgresIntakeStore: typeof real = (sql, noticesFor) => {
  const store = real(sql, noticesFor);
  return {
    ...store,
    register: (rows) => around("register", () => store.register(rows)),
    confirm: (ids) => around("confirm", () => store.confirm(ids)),
  };
};
