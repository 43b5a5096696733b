import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useAct } from "../api/act.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { toast } from "../parts/toasts.tsx";
import { countOf, manyOf } from "../parts/words.ts";
import { bodyOfHow, faultsOf, usualHow, type How } from "./how.ts";
import { usePreview } from "./preview.ts";
import { expectedOf, selectionOf, type ReplayScope } from "./scope.ts";
import { useTypedCount } from "./use-typed-count.ts";
import { ConfirmStep } from "./wizard-confirm.tsx";
import { HowStep } from "./wizard-how.tsx";
import { ScopeStep } from "./wizard-scope.tsx";
import "./replay-wizard.css";

const steps = ["Scope", "How", "Confirm"] as const;
type Step = (typeof steps)[number];

type WizardProps = {
  readonly scope: ReplayScope;
  /** `canary`: one goes first, whatever is usual for so many. */
  readonly pace?: How["pace"];
  readonly onClose: () => void;
};

/** Replays failures in three steps: which, how, and once more in a sentence. Then it opens the replay. */
export function ReplayWizard({ scope, pace, onClose }: WizardProps) {
  const [step, setStep] = useState<Step>("Scope");
  const nearly = "ids" in scope ? undefined : scope.nearly;
  const [how, setHow] = useState(() => ({ ...usualHow(expectedOf(scope), nearly), ...(pace && { pace }) }));
  const [typed, setTyped] = useState("");
  const counts = usePreview(scope, { dryRun: false, enabled: step === "Scope" });
  const selected = counts.data?.selected ?? 0;
  const acting = useReplay(how.startAt !== undefined, onClose);
  const expected = useTypedCount(selected);
  const off = {
    Scope: counts.data ? noneOf(counts.data) : "Counting.",
    How: Object.keys(faultsOf(how)).length > 0 ? (faultsOf(how).reason ?? "Mend what is marked.") : undefined,
    Confirm: expected !== undefined && typed.trim() !== expected ? `Type ${expected} first.` : undefined,
  }[step];
  const next = () => {
    if (off !== undefined || acting.isPending) return;
    if (step === "Scope") return setStep("How");
    if (step === "How") return setStep("Confirm");
    const body = {
      selection: selectionOf(scope, { count: selected, checksum: counts.data?.checksum }),
      ...bodyOfHow(how),
    };
    acting.mutate({ method: "POST", path: "replays", body });
  };
  const back = () => {
    acting.reset();
    setStep(step === "Confirm" ? "How" : "Scope");
  };
  const lookAgain = () => {
    acting.reset();
    setStep("Scope");
    void counts.refetch();
  };
  return (
    <Dialog
      shape="wide"
      title={`Replay ${manyOf(counts.data ? selected : expectedOf(scope), "failure")}`}
      onClose={onClose}
      footer={
        <>
          {step === "Scope" ? (
            <Button onClick={onClose}>Cancel</Button>
          ) : (
            <Button onClick={back}>Back</Button>
          )}
          <Button kind="primary" off={off} busy={acting.isPending} onClick={next}>
            {step === "Confirm" ? `${verbOf(how)} ${countOf(counts.data?.eligible ?? 0)}` : "Next"}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <Steps step={step} />
        {step === "Scope" && <ScopeStep scope={scope} counts={counts} />}
        {step === "How" && <HowStep how={how} onChange={setHow} />}
        {step === "Confirm" && counts.data && (
          <ConfirmStep
            {...{ scope, how, typed, expected }}
            counts={counts.data}
            problem={acting.error}
            onTyped={setTyped}
            onLookAgain={lookAgain}
          />
        )}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

/** Acts, and goes where the replay is shown. */
function useReplay(isLater: boolean, onClose: () => void) {
  const navigate = useNavigate();
  return useAct(({ location }) => {
    toast(isLater ? "The replay is scheduled." : "The replay runs.");
    onClose();
    if (location !== undefined) void navigate({ to: "/replays/$id", params: { id: location } });
  });
}

const verbOf = ({ startAt }: How): string => (startAt === undefined ? "Replay" : "Schedule");

const noneOf = ({ selected, eligible }: { readonly selected: number; readonly eligible: number }) => {
  if (selected === 0) return "Nothing matches any more.";
  return eligible === 0 ? "None of these can be replayed." : undefined;
};

/** Where one is; the step's name is read out when it begins. */
function Steps({ step }: { readonly step: Step }) {
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => current.current?.focus(), [step]);
  return (
    <ol className="wizard-steps">
      {steps.map((name, index) => (
        <li
          key={name}
          className="wizard-step"
          aria-current={name === step ? "step" : undefined}
          ref={name === step ? current : undefined}
          tabIndex={name === step ? -1 : undefined}
        >
          <span className="wizard-number numbers">{index + 1}</span>
          {name}
        </li>
      ))}
    </ol>
  );
}
