/**
 * The outbox's table, for a migration of your own database. A published row is deleted; one with a problem was refused,
 * and waits for a person. The event is text: the bus compares data by its spelling.
 */
export const outboxTable = `
CREATE TABLE spindle_outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL,
  event_id text NOT NULL,
  event text NOT NULL,
  enqueued_at timestamptz NOT NULL DEFAULT now(),
  claimed_until timestamptz,
  problem text
);
CREATE INDEX spindle_outbox_key ON spindle_outbox (key, seq);
CREATE INDEX spindle_outbox_refused ON spindle_outbox (seq) WHERE problem IS NOT NULL;
`;
