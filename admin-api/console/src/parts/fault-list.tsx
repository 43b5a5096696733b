/** What is wrong, and where: JSON Pointers into what was given. */
export type Fault = { readonly pointer: string; readonly detail: string };

/** Every fault with its place; `/` is the whole. */
export function FaultList({ faults }: { readonly faults: readonly Fault[] }) {
  return (
    <ul>
      {faults.map(({ pointer, detail }) => (
        <li key={`${pointer} ${detail}`}>
          <code>{pointer || "/"}</code> {detail}
        </li>
      ))}
    </ul>
  );
}
