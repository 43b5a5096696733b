import type { ReactNode } from "react";
import { Field } from "../parts/field.tsx";
import { faultsOf, type How } from "./how.ts";
import { startWords, usualStart } from "./start.ts";

type HowStepProps = { readonly how: How; readonly onChange: (how: How) => void };

/** The second step: in which steps, how fast, what halts it, and why it is done. */
export function HowStep({ how, onChange }: HowStepProps) {
  const set = (changes: Partial<How>) => onChange({ ...how, ...changes });
  const faults = faultsOf(how);
  return (
    <>
      <div className="wizard-columns">
        <Pace how={how} set={set} fault={faults.batch} />
        <StopRule how={how} set={set} fault={faults.failureShare} />
      </div>
      <div className="wizard-columns">
        <Field label="At most so many a second" hint={rateHint} fault={faults.rate}>
          {(ids) => <Short ids={ids} value={how.rate} onChange={(rate) => set({ rate })} />}
        </Field>
        <Start how={how} set={set} fault={faults.startAt} />
      </div>
      <p className="field-hint">
        Lanes keep their order: what stands behind another failure of its lane is skipped, and the reason says
        behind which. Without a lane the order is not kept.
      </p>
      <Field label="Reason" hint="Kept in the audit with your name.">
        {(ids) => (
          <input
            {...ids}
            className="input"
            value={how.reason}
            maxLength={500}
            onChange={({ target }) => set({ reason: target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** A number of those under way at once would say nothing: the governor shares out the vendor's slots anyway. */
const rateHint =
  "Empty: as fast as the route takes them. How many are under way at once is not set here: live traffic, retries and replays share the limits of their connection, 6 : 3 : 1 where all want more.";

type PartProps = {
  readonly how: How;
  readonly set: (changes: Partial<How>) => void;
  readonly fault: string | undefined;
};

function Pace({ how, set, fault }: PartProps) {
  return (
    <fieldset className="wizard-group">
      <legend>In which steps</legend>
      <Choice kind="radio" name="pace" is={how.pace === "all"} onPick={() => set({ pace: "all" })}>
        All in one step
      </Choice>
      <Choice kind="radio" name="pace" is={how.pace === "canary"} onPick={() => set({ pace: "canary" })}>
        Canary: 1 first, then a batch, then the rest
      </Choice>
      {how.pace === "canary" && (
        <>
          <Field label="Batch" fault={fault}>
            {(ids) => <Short ids={ids} value={how.batch} onChange={(batch) => set({ batch })} />}
          </Field>
          <Field label="The next step starts">
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={how.advances}
                onChange={({ target }) =>
                  set({ advances: target.value === "byHand" ? "byHand" : "whenGreen" })
                }
              >
                <option value="byHand">when I say so</option>
                <option value="whenGreen">by itself, while the rules are kept</option>
              </select>
            )}
          </Field>
        </>
      )}
    </fieldset>
  );
}

function Start({ how, set, fault }: PartProps) {
  const { startAt } = how;
  return (
    <fieldset className="wizard-group">
      <legend>It begins</legend>
      <Choice kind="radio" name="start" is={startAt === undefined} onPick={() => set({ startAt: undefined })}>
        at once
      </Choice>
      <Choice
        kind="radio"
        name="start"
        is={startAt !== undefined}
        onPick={() => set({ startAt: startAt ?? usualStart(new Date()) })}
      >
        later: nothing is sent before, and then what is selected now
      </Choice>
      {startAt !== undefined && (
        <Field
          label="When, by your clock"
          hint={
            fault === undefined ? `${startWords(startAt)}. It can be begun before, and cancelled.` : undefined
          }
          fault={fault}
        >
          {(ids) => (
            <input
              {...ids}
              type="datetime-local"
              className="input numbers"
              value={startAt}
              onChange={({ target }) => set({ startAt: target.value })}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}

function StopRule({ how, set, fault }: PartProps) {
  return (
    <fieldset className="wizard-group">
      <legend>It halts when</legend>
      <Field
        label="this share of them fails again, in %"
        hint="Looked at from ten on. Empty: never."
        fault={fault}
      >
        {(ids) => (
          <Short ids={ids} value={how.failureShare} onChange={(failureShare) => set({ failureShare })} />
        )}
      </Field>
      <Choice kind="checkbox" is={how.newGroup} onPick={() => set({ newGroup: !how.newGroup })}>
        one fails as nothing did before (a new group)
      </Choice>
      <Choice kind="checkbox" is={how.regressed} onPick={() => set({ regressed: !how.regressed })}>
        one fails into a resolved group
      </Choice>
      <Choice kind="checkbox" is={how.circuit} onPick={() => set({ circuit: !how.circuit })}>
        the circuit of its connection opens
      </Choice>
    </fieldset>
  );
}

type ChoiceProps = {
  readonly kind: "radio" | "checkbox";
  readonly name?: string;
  readonly is: boolean;
  readonly onPick: () => void;
  readonly children: ReactNode;
};

const Choice = ({ kind, name, is, onPick, children }: ChoiceProps) => (
  <label className="wizard-choice">
    <input type={kind} name={name} checked={is} onChange={onPick} />
    <span>{children}</span>
  </label>
);

type ShortProps = {
  readonly ids: object;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

const Short = ({ ids, value, onChange }: ShortProps) => (
  <input
    {...ids}
    className="input numbers"
    inputMode="numeric"
    value={value}
    autoComplete="off"
    onChange={({ target }) => onChange(target.value.trim())}
  />
);
