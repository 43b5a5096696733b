import { useState } from "react";
import { ReasonField, TypedField, whyOff } from "../../parts/act-fields.tsx";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { isRate } from "../../replays/how.ts";
import { useTypedCount } from "../../replays/use-typed-count.ts";
import { feedOf, localOf, type FeedForm, type FeedKind } from "./feed.ts";
import { FeedFields } from "./feed-fields.tsx";
import { countIn, FeedPreview } from "./feed-preview.tsx";
import { useLook, useStart } from "./use-feed.ts";

const kinds = {
  backfill: {
    path: "backfills",
    title: "Backfill a route",
    words: "Feeds a route with what was accepted in a period and it never had. The journal keeps seven days.",
    verb: "Backfill",
  },
  reapply: {
    path: "messages/reapply",
    title: "Re-apply what a vendor lost",
    words:
      "Applies again what was settled as applied in a period. What the vendor still has may happen twice.",
    verb: "Re-apply",
  },
} as const;

type FeedProps = { readonly kind: FeedKind; readonly onClose: () => void };

const dayMs = 86_400_000;

/** Starts a backfill or a re-apply; first it has to be looked at what that would be. */
export function FeedDialog({ kind, onClose }: FeedProps) {
  const { path, title, words, verb } = kinds[kind];
  const [form, setForm] = useState<FeedForm>(() => usual(Date.now()));
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState("");
  const looking = useLook(path);
  const acting = useStart(onClose);
  const feed = feedOf(kind, form);
  const isRight = feed !== undefined && (form.rate === "" || isRate(form.rate));
  const rate = form.rate === "" ? {} : { ratePerSecond: Number(form.rate) };
  const look = () => isRight && looking.mutate(kind === "backfill" ? { ...feed, ...rate } : feed);
  const count = looking.data && countIn(looking.data);
  const typed = useTypedCount(count ?? 0);
  const start = () => {
    const expected = kind === "reapply" ? { expectedCount: count } : {};
    acting.mutate({ method: "POST", path, body: { ...feed, ...rate, ...expected, reason: reason.trim() } });
  };
  const change = (next: FeedForm) => {
    setForm(next);
    looking.reset();
    acting.reset();
  };
  return (
    <Dialog
      shape="wide"
      title={title}
      onClose={onClose}
      footer={
        <Buttons
          onClose={onClose}
          verb={count === undefined ? verb : `${verb} ${count}`}
          isDanger={kind === "reapply"}
          look={{
            off: isRight ? undefined : "Say which route, and which period.",
            isBusy: looking.isPending,
            act: look,
          }}
          start={{
            off: whyNotYet(count) ?? whyOff({ reason, reasonIs: "required", confirmed, typed }),
            isBusy: acting.isPending,
            act: start,
          }}
        />
      }
    >
      <p>{words}</p>
      <FeedFields form={form} onChange={change} />
      {looking.data && (
        <>
          <FeedPreview seen={looking.data} />
          <ReasonField required reason={reason} onChange={setReason} />
          {typed !== undefined && <TypedField typed={typed} value={confirmed} onChange={setConfirmed} />}
        </>
      )}
      {looking.error && <ProblemBox problem={looking.error} />}
      {acting.error && <ProblemBox problem={acting.error} />}
    </Dialog>
  );
}

type Step = { readonly off: string | undefined; readonly isBusy: boolean; readonly act: () => void };
type ButtonsProps = {
  readonly verb: string;
  readonly isDanger: boolean;
  readonly look: Step;
  readonly start: Step;
  readonly onClose: () => void;
};

const Buttons = ({ verb, isDanger, look, start, onClose }: ButtonsProps) => (
  <>
    <Button onClick={onClose}>Cancel</Button>
    <Button off={look.off} busy={look.isBusy} onClick={look.act}>
      Look
    </Button>
    <Button kind={isDanger ? "danger" : "primary"} off={start.off} busy={start.isBusy} onClick={start.act}>
      {verb}
    </Button>
  </>
);

function whyNotYet(count: number | undefined): string | undefined {
  if (count === undefined) return "Look first at what it would be.";
  return count === 0 ? "There is nothing to send." : undefined;
}

const usual = (nowMs: number): FeedForm => ({
  route: "",
  from: localOf(nowMs - dayMs),
  to: localOf(nowMs),
  type: "",
  rate: "20",
});
