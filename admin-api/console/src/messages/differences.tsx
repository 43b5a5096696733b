import "../parts/list.css";
import "./differences.css";

/** Where data differ: what was there, and what is there now; personal values are hidden. */
type Difference = {
  readonly pointer: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What an edit changes, a place each. */
export function Differences({ diff }: { readonly diff: readonly Difference[] }) {
  return (
    <table className="list differences" aria-label="What it changes">
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {diff.map(({ pointer, before, after }) => (
          <tr key={pointer}>
            <td className="mono">{pointer || "/"}</td>
            <td className="mono">
              {before === null ? <span className="faint">nothing</span> : <del>{before}</del>}
            </td>
            <td className="mono">
              {after === null ? <span className="faint">nothing</span> : <ins>{after}</ins>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
