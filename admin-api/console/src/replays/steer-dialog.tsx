import { useState } from "react";
import { ActDialog } from "../parts/act-dialog.tsx";
import { Field } from "../parts/field.tsx";
import { Time } from "../parts/time.tsx";
import { countOf, manyOf } from "../parts/words.ts";
import { isRate } from "./how.ts";
import type { Replay } from "./outcomes.ts";

/** What can be done with a replay that is not over. */
export type Steering = "start" | "pause" | "resume" | "cancel" | "advance" | "rate";

type SteerProps = { readonly replay: Replay; readonly onClose: () => void };

/** The dialog of what shall become of a replay. */
export function SteerDialog({ steering, ...props }: SteerProps & { readonly steering: Steering }) {
  switch (steering) {
    case "start":
      return <Start {...props} />;
    case "pause":
      return <Pause {...props} />;
    case "resume":
      return <Resume {...props} />;
    case "cancel":
      return <Cancel {...props} />;
    case "advance":
      return <Advance {...props} />;
    case "rate":
      return <Rate {...props} />;
  }
}

const actOn =
  ({ id }: Replay, verb: string, more: object = {}) =>
  (reason: string) => ({
    method: "POST" as const,
    path: `replays/${id}/${verb}`,
    body: { reason, ...more },
  });

const Start = ({ replay, onClose }: SteerProps) => (
  <ActDialog
    title="Start the replay now"
    verb="Start now"
    act={actOn(replay, "resume")}
    done="The replay runs."
    onClose={onClose}
  >
    <p>
      It was to begin <Time at={replay.startAt} />. {manyOf(replay.pending, "failure")} that were selected
      when it was made are sent from now on.
    </p>
  </ActDialog>
);

const Pause = ({ replay, onClose }: SteerProps) => (
  <ActDialog
    title="Pause the replay"
    verb="Pause"
    act={actOn(replay, "pause")}
    done="The replay is paused."
    onClose={onClose}
  >
    <p>What is in flight ends; {manyOf(replay.pending, "pending failure")} wait until it is resumed.</p>
  </ActDialog>
);

function Resume({ replay, onClose }: SteerProps) {
  const [hasRules, setHasRules] = useState(true);
  return (
    <ActDialog
      title="Resume the replay"
      verb="Resume"
      act={actOn(replay, "resume", hasRules ? {} : { stopWhen: null })}
      done="The replay goes on."
      onClose={onClose}
    >
      {replay.stopWhen !== null && (
        <Field label="Its stop rules" hint="They look at what comes from now on.">
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={hasRules ? "kept" : "none"}
              onChange={({ target }) => setHasRules(target.value === "kept")}
            >
              <option value="kept">hold as before</option>
              <option value="none">no longer hold: nothing halts it</option>
            </select>
          )}
        </Field>
      )}
    </ActDialog>
  );
}

const Cancel = ({ replay, onClose }: SteerProps) => (
  <ActDialog
    title="Cancel the replay"
    verb="Cancel the replay"
    kind="danger"
    act={actOn(replay, "cancel")}
    done="The replay is cancelled."
    onClose={onClose}
  >
    <p>
      What no worker has begun, at most {countOf(replay.pending + replay.inFlight + replay.waiting)}, goes
      back to where it was. What was sent stays as it became.
    </p>
  </ActDialog>
);

const Advance = ({ replay, onClose }: SteerProps) => (
  <ActDialog
    title="Continue to the next step"
    verb="Continue"
    act={actOn(replay, "advance")}
    done="The next step runs."
    onClose={onClose}
  >
    <p>
      So far {countOf(replay.applied + replay.unchanged)} went well, {countOf(replay.failedAgain)} failed
      again. The next step is {nextStep(replay)}.
    </p>
  </ActDialog>
);

function nextStep({ ramp, rampStep, pending }: Replay): string {
  const step = ramp?.[rampStep + 1] ?? "rest";
  return step === "rest" ? `the rest, ${countOf(pending)}` : countOf(Math.min(step, pending));
}

function Rate({ replay, onClose }: SteerProps) {
  const [rate, setRate] = useState(replay.ratePerSecond === null ? "" : String(replay.ratePerSecond));
  const isGood = rate === "" || isRate(rate);
  return (
    <ActDialog
      title="Change the rate"
      verb={rate === "" ? "No limit" : `Set to ${rate}/s`}
      act={(reason) => ({
        method: "PATCH",
        path: `replays/${replay.id}`,
        body: { ratePerSecond: rate === "" ? null : Number(rate), reason },
      })}
      done="The rate is changed."
      onClose={onClose}
    >
      <Field
        label="At most so many a second"
        hint="Empty: as fast as the route takes them."
        fault={isGood ? undefined : "A whole number from 1 to 1000, or nothing."}
      >
        {(ids) => (
          <input
            {...ids}
            className="input numbers"
            inputMode="numeric"
            value={rate}
            onChange={({ target }) => setRate(target.value.trim())}
          />
        )}
      </Field>
    </ActDialog>
  );
}
