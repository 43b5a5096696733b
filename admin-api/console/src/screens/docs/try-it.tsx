import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ownHeader, urlOf } from "../../api/base.ts";
import { problemOf, type Problem } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { prettyJson } from "../../parts/exact-json.ts";
import { Field } from "../../parts/field.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { durationOf } from "../../parts/words.ts";
import { filledPath, type Operation } from "./openapi.ts";

type Answered = { readonly status: number; readonly tookMs: number; readonly text: string };

/** Asks the API with the session of the person, and shows the answer as it came. */
export function TryIt({ operation }: { readonly operation: Operation }) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const asking = useMutation<Answered, Problem, string>({ mutationFn: ask });
  const parameters = (operation.parameters ?? []).filter(({ in: place }) => place !== "header");
  const missing = parameters.find(({ name, required }) => required && (values[name] ?? "") === "");
  const path = filledPath(operation, values);
  return (
    <section className="stack-s" aria-label="Try it">
      <h3>Try it</h3>
      <form
        className="stack-s"
        onSubmit={(event) => {
          event.preventDefault();
          if (!missing) asking.mutate(path);
        }}
      >
        <div className="docs-values">
          {parameters.map(({ name, required }) => (
            <Field key={name} label={required ? `${name}, required` : name}>
              {(ids) => (
                <input
                  {...ids}
                  className="input mono"
                  autoComplete="off"
                  value={values[name] ?? ""}
                  onChange={({ target }) => setValues({ ...values, [name]: target.value })}
                />
              )}
            </Field>
          ))}
        </div>
        <div className="row">
          <Button
            type="submit"
            kind="primary"
            off={missing && `Give ${missing.name} first.`}
            busy={asking.isPending}
          >
            Send
          </Button>
          <code>{path}</code>
        </div>
      </form>
      {asking.error && <ProblemBox problem={asking.error} />}
      {asking.data && <Answer answered={asking.data} />}
    </section>
  );
}

const Answer = ({ answered: { status, tookMs, text } }: { readonly answered: Answered }) => (
  <>
    <p role="status">
      Answered {status} in {durationOf(tookMs)}.
    </p>
    <JsonView label="The answer" text={prettyJson(text)} />
  </>
);

/** Also a refusal is an answer. */
async function ask(path: string): Promise<Answered> {
  const startedAt = performance.now();
  try {
    const response = await fetch(urlOf(path.slice(1)), { headers: ownHeader });
    const text = await response.text();
    return { status: response.status, tookMs: performance.now() - startedAt, text };
  } catch (error) {
    throw problemOf(error);
  }
}
