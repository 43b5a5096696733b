import { useState } from "react";
import { useWhyNot } from "../api/me.ts";
import { useRead, type Answer } from "../api/queries.ts";
import { ActDialog } from "../parts/act-dialog.tsx";
import { Button } from "../parts/button.tsx";
import { Loaded } from "../parts/empty.tsx";
import { Section } from "../parts/page.tsx";
import { Time } from "../parts/time.tsx";
import { ExcerptView } from "./excerpt-view.tsx";
import "./doubt-question.css";

type Question = Answer<"/api/v1/failures/{id}/question">;
type Given = "applied" | "absent" | "ask";

/** An effect in doubt, asked as the question that it is: what left, what the vendor says, and what each answer does. */
export function DoubtQuestion({ id }: { readonly id: string }) {
  const question = useRead("/api/v1/failures/{id}/question", { path: { id } });
  return (
    <div className="doubt-question">
      <Loaded of={question}>{(asked) => <Asked question={asked} />}</Loaded>
    </div>
  );
}

function Asked({ question }: { readonly question: Question }) {
  const { id, asks, left, lookUp, inDoubtSince, probe, ifApplied, ifAbsent } = question;
  const [given, setGiven] = useState<Given>();
  const off = useWhyNot("act");
  const notAskable = probe.possible
    ? undefined
    : "This vendor cannot be asked by the bus: look there yourself.";
  return (
    <Section title="Was it applied?">
      <p>{asks}</p>
      <dl className="doubt-facts">
        <div>
          <dt>In doubt since</dt>
          <dd>
            <Time at={inDoubtSince} />
          </dd>
        </div>
        <div>
          <dt>What the vendor said when asked</dt>
          <dd>{probe.says}</dd>
        </div>
        <div>
          <dt>How to look yourself</dt>
          <dd>{lookUp}</dd>
        </div>
      </dl>
      <div className="doubt-answers">
        <Choice
          words="It was applied"
          happens={ifApplied.happens}
          off={off}
          onChoose={() => setGiven("applied")}
        />
        <Choice
          words="It is absent: send again"
          happens={ifAbsent.happens}
          off={off}
          onChoose={() => setGiven("absent")}
        >
          <KeyFacts ifAbsent={ifAbsent} />
        </Choice>
        <Choice
          words="Ask the vendor again"
          happens="A worker asks, and what it finds is settled. Nothing is sent again."
          off={off ?? notAskable}
          onChoose={() => setGiven("ask")}
        />
      </div>
      {left && (
        <ExcerptView title="What left" at={left.startedAt} request={left.request} response={left.response} />
      )}
      {given && (
        <AnswerDialog id={id} given={given} question={question} onClose={() => setGiven(undefined)} />
      )}
    </Section>
  );
}

type ChoiceProps = {
  readonly words: string;
  readonly happens: string;
  readonly off: string | undefined;
  readonly onChoose: () => void;
  readonly children?: React.ReactNode;
};

const Choice = ({ words, happens, off, onChoose, children }: ChoiceProps) => (
  <div className="doubt-answer">
    <Button off={off} onClick={onChoose}>
      {words}
    </Button>
    <p>{happens}</p>
    {children}
  </div>
);

/** The key is what keeps a second sending from being a second effect. */
function KeyFacts({ ifAbsent: { idempotencyKey, recognisedUntil } }: Pick<Question, "ifAbsent">) {
  if (idempotencyKey === null)
    return <p className="faint">It has no key of its own by which the vendor would know it.</p>;
  return (
    <p className="faint">
      Sent under the key <span className="mono doubt-key">{idempotencyKey}</span>
      {recognisedUntil !== null && (
        <>
          ; the vendor knows that of the first try until <Time at={recognisedUntil} />
        </>
      )}
    </p>
  );
}

const dialogs: Readonly<
  Record<Given, { readonly title: string; readonly verb: string; readonly done: string }>
> = {
  applied: { title: "It was applied", verb: "Settle it as applied", done: "Settled as applied." },
  absent: { title: "It is absent", verb: "Send it again", done: "It is sent again." },
  ask: { title: "Ask the vendor again", verb: "Ask", done: "A worker asks the vendor." },
};

type AnswerProps = {
  readonly id: string;
  readonly given: Given;
  readonly question: Question;
  readonly onClose: () => void;
};

function AnswerDialog({ id, given, question: { ifApplied, ifAbsent }, onClose }: AnswerProps) {
  const happens = {
    applied: ifApplied.happens,
    absent: ifAbsent.happens,
    ask: "Nothing is sent again. What the vendor says is settled; if that is unclear, the question stays.",
  }[given];
  const path = `failures/${encodeURIComponent(id)}`;
  return (
    <ActDialog
      {...dialogs[given]}
      kind={given === "absent" ? "danger" : "primary"}
      act={(reason) =>
        given === "ask"
          ? { method: "POST", path: `${path}/ask`, body: { reason } }
          : { method: "POST", path: `${path}/answer`, body: { answer: given, reason } }
      }
      onClose={onClose}
    >
      <p>{happens}</p>
    </ActDialog>
  );
}
