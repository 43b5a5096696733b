import { lazy, Suspense } from "react";
import type { JsonEditorProps } from "./json-editor.tsx";
import "./json-view.css";

const Editor = lazy(() => import("./json-editor.tsx"));

/** JSON as it is, byte by byte: read, or edited where `onChange` is given. The editor is loaded when it is first needed. */
export function JsonView(props: JsonEditorProps) {
  return (
    <Suspense fallback={<pre className="json-text">{props.text}</pre>}>
      <Editor {...props} />
    </Suspense>
  );
}
