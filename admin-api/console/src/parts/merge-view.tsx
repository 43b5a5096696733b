import { lazy, Suspense } from "react";
import type { MergeEditorProps } from "./merge-editor.tsx";

const Editor = lazy(() => import("./merge-editor.tsx"));

/** An editor of JSON beside what it changes. It is loaded when it is first needed. */
export function MergeView(props: MergeEditorProps) {
  return (
    <Suspense fallback={<pre className="mono">{props.text}</pre>}>
      <Editor {...props} />
    </Suspense>
  );
}
