import { CircleCheck, CircleX } from "lucide-react";
import { CopyButton } from "../parts/copy.tsx";
import { durationOf } from "../parts/words.ts";
import type { Check } from "./use-diagnostics.ts";
import "./check-list.css";

/** While the database is away nobody is known, and strangers are told no more than what is down. */
const firstStep: Readonly<Record<string, string>> = {
  database: "No answer. See whether it runs, and whether SPINDLE_DATABASE_URL names it.",
  broker: "No answer. See whether it runs, and whether SPINDLE_AMQP_URL names it.",
};
const later = "Why is told once the database knows who you are; until then spindle doctor tells it.";

/** Every check: whether it is well, what it says, what to do, and the setting that decides it. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <ul className="check-list">
      {checks.map((check) => (
        <li key={check.name} className={check.ok ? "check-well" : "check-ill"}>
          {check.ok ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
          <div className="stack-s">
            <strong>
              {check.name} <span className="visually-hidden">{check.ok ? "is well" : "is not well"}</span>
            </strong>
            {check.words !== undefined && <p>{check.words}</p>}
            {check.words === undefined && !check.ok && <p>{firstStep[check.name] ?? later}</p>}
            {check.next && <p>{check.next}</p>}
            {check.setting && (
              <p className="row">
                <span className="faint">Setting</span> <code>{check.setting}</code>
                <CopyButton text={check.setting} label="Copy the setting's name" />
              </p>
            )}
          </div>
          {check.tookMs !== undefined && <span className="faint numbers">{durationOf(check.tookMs)}</span>}
        </li>
      ))}
    </ul>
  );
}
