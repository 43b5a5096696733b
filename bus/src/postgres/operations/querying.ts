import type { PendingQuery, Row, Sql, TransactionSql } from "postgres";

/** The pool, or one transaction. */
export type Querying = Sql | TransactionSql;

/** A part of a statement. */
export type Fragment = PendingQuery<Row[]>;
