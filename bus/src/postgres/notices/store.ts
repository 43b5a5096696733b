import type { Sql } from "postgres";
import type { NoticeStore } from "../../notices/store.ts";
import { lookAtDue, lookBatch } from "./look.ts";
import { noteTries } from "./note.ts";
import { takeDue } from "./take.ts";

/** Watches and notices in Postgres. */
export const postgresNoticeStore = (sql: Sql, random: () => number): NoticeStore => ({
  look: async (endpoint) => (await lookAtDue(sql, endpoint)) === lookBatch,
  take: (endpoint, most) => takeDue(sql, endpoint, most),
  note: (endpoint, tried) => noteTries(sql, endpoint, tried, random),
});
