import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { faults, faultWords, type FaultKind, type Simulator } from "../../connections/faults.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { Section } from "../../parts/page.tsx";
import { Badge } from "../../parts/state.tsx";
import "./simulator-tab.css";

/** Breaks and mends the simulated vendor behind a connection, to see what Spindle makes of it. */
export function SimulatorTab({ simulator }: { readonly simulator: Simulator }) {
  const off = useWhyNot("act-in-bulk");
  const [kind, choose] = useState<FaultKind | "none">();
  const inForce = faultWords(simulator.fault);
  return (
    <Section title="Simulated vendor">
      <p>
        No real vendor is behind this connection, but a simulator in this process group. What breaks here
        breaks nobody’s account.
      </p>
      <div className="row">
        {inForce === undefined ? (
          <Badge tone="good">It works</Badge>
        ) : (
          <>
            <Badge tone="bad">Broken</Badge>
            <span>{inForce}</span>
            <Button kind="primary" off={off} onClick={() => choose("none")}>
              Mend…
            </Button>
          </>
        )}
      </div>
      <ul className="faults">
        {faults.map(({ kind: each, words, effect }) => (
          <li key={each}>
            <Button off={off} onClick={() => choose(each)}>
              {words}…
            </Button>
            <span>{effect}</span>
          </li>
        ))}
      </ul>
      {kind && <FaultDialog simulator={simulator} kind={kind} onClose={() => choose(undefined)} />}
    </Section>
  );
}

type FaultDialogProps = {
  readonly simulator: Simulator;
  readonly kind: FaultKind | "none";
  readonly onClose: () => void;
};

function FaultDialog({ simulator: { address, operations }, kind, onClose }: FaultDialogProps) {
  const [percent, setPercent] = useState(100);
  const [operation, setOperation] = useState("");
  const fault = faults.find((each) => each.kind === kind);
  const narrowed = { ...(percent < 100 && { share: percent / 100 }), ...(operation !== "" && { operation }) };
  return (
    <ActDialog
      title={fault ? `${fault.words}: break simulated ${address}` : `Mend simulated ${address}`}
      verb={fault ? "Break it" : "Mend it"}
      done={fault ? `Simulated ${address} is broken` : `Simulated ${address} works again`}
      act={(reason) => ({
        method: "PUT",
        path: `simulators/${encodeURIComponent(address)}/fault`,
        body: { kind, reason, ...(fault && narrowed) },
      })}
      onClose={onClose}
    >
      <p>{fault?.effect ?? "It answers as the vendor would."}</p>
      {fault && (
        <>
          <Field label="Of the requests, per cent" hint="Spread evenly.">
            {(ids) => (
              <input
                {...ids}
                className="input"
                type="number"
                min={1}
                max={100}
                value={percent}
                onChange={({ target }) => setPercent(Math.min(100, Math.max(1, target.valueAsNumber || 1)))}
              />
            )}
          </Field>
          <Field label="Only of">
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={operation}
                onChange={({ target }) => setOperation(target.value)}
              >
                <option value="">All that is asked of it</option>
                {operations.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            )}
          </Field>
        </>
      )}
    </ActDialog>
  );
}
