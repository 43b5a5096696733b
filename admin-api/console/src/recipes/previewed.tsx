import { Differences } from "../messages/differences.tsx";
import { Progress } from "../parts/progress.tsx";
import { countOf, manyOf } from "../parts/words.ts";
import { verdictWords, type RecipePreview } from "./recipe.ts";

/** What a patch would do: how many it mends, why it leaves others, and what some would become. */
export function Previewed({ preview }: { readonly preview: RecipePreview }) {
  const { looked, cut, mended, touching, delicate, secondPerson, left, samples } = preview;
  return (
    <>
      <p>
        It mends <strong className="numbers">{countOf(mended)}</strong> of {manyOf(looked, "failure")}
        {cut !== null && `; not all were tried: ${cut}`}.{" "}
        {touching > 0 && (
          <>
            In {countOf(touching)} of them personal places change: <code>{delicate.join(", ")}</code>.{" "}
          </>
        )}
        {secondPerson && "A second person has to approve it."}
      </p>
      <Progress
        label="Mended"
        total={looked}
        parts={[
          { name: "mended", count: mended, tone: "good" },
          { name: "left", count: looked - mended, tone: "none" },
        ]}
      />
      {left.length > 0 && (
        <ul className="stack-s">
          {left.map(({ verdict, reason, count, examples: [example] }) => (
            <li key={`${verdict} ${reason}`}>
              <span className="numbers">{countOf(count)}</span> left, {verdictWords(verdict)}: {reason}{" "}
              <span className="faint mono">{example}</span>
            </li>
          ))}
        </ul>
      )}
      {samples.map(({ id, differences }) => (
        <section key={id} className="stack-s" aria-label={`What ${id} would become`}>
          <h3 className="mono">{id}</h3>
          <Differences diff={differences} />
        </section>
      ))}
    </>
  );
}
