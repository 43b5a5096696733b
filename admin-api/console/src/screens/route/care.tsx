import { Section } from "../../parts/page.tsx";
import { durationOf, manyOf } from "../../parts/words.ts";
import { idempotencyWords, orderWords, policyWords } from "../../routes/policy-words.ts";
import type { Route } from "../../routes/row.ts";
import "./care.css";

/** How a route tries again, does nothing twice, and keeps order: in words. */
export function Care({ route: { policy, idempotency, order, lane } }: { readonly route: Route }) {
  if (!policy) return null;
  return (
    <Section title="How it takes care">
      <dl className="care">
        <Line name="Retries">{policyWords(policy)}. Each wait is a random part of its step.</Line>
        <Line name="Never twice">{idempotencyWords(idempotency)}.</Line>
        <Line name="Order">
          {orderWords(order)}.{lane && ` Its group is ${lane.group}.`}
        </Line>
        <Line name="Time">
          The vendor has {durationOf(policy.timeoutMs)} for an answer. A worker that gives no sign for{" "}
          {durationOf(policy.leaseMs)} loses the delivery, which is in doubt then.
        </Line>
        <Line name="Crashes">
          A message with which {manyOf(policy.poisonLimit, "worker")} died in a row is not tried again.
        </Line>
      </dl>
    </Section>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
