import { json } from "@codemirror/lang-json";
import { setDiagnostics } from "@codemirror/lint";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import { diagnosticsOf, jsonBasis, type Mark } from "./json-editor.tsx";
import "./merge-editor.css";

export type MergeEditorProps = {
  /** What the editor is called; what it is compared with is called the same, "as it is". */
  readonly label: string;
  readonly before: string;
  /** What is edited, as it is when the editor opens; a new `key` opens it anew. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly marks: readonly Mark[];
};

/** Below this there is no room for two panes: what goes is shown between what stays. */
const narrow = "(width < 64rem)";

/** An editor beside what it changes, with what differs shown while somebody types. */
export default function MergeEditor({ label, before, text, onChange, marks }: MergeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useEffectEvent(onChange);
  const open = useEffectEvent((parent: HTMLElement) => {
    const editing = [basisOf(label), onTyped(changed)];
    return matchMedia(narrow).matches
      ? onePane(parent, before, text, editing)
      : twoPanes(parent, text, editing, { before, label });
  });
  useEffect(() => {
    if (!place.current) return undefined;
    const { editor, close } = open(place.current);
    view.current = editor;
    return close;
  }, [before]);
  useEffect(() => {
    const shown = view.current;
    if (shown) shown.dispatch(setDiagnostics(shown.state, diagnosticsOf(marks, shown.state.doc.length)));
  }, [marks]);
  return <div className="json-editor merge-editor" ref={place} />;
}

type Opened = { readonly editor: EditorView; readonly close: () => void };

const basisOf = (label: string): Extension => [
  jsonBasis,
  json(),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
];

const onTyped = (changed: (text: string) => void): Extension =>
  EditorView.updateListener.of((update) => {
    if (update.docChanged) changed(update.state.doc.toString());
  });

function onePane(parent: HTMLElement, before: string, text: string, editing: Extension): Opened {
  const unified = unifiedMergeView({ original: before, mergeControls: false });
  const editor = new EditorView({ parent, doc: text, extensions: [editing, unified] });
  return { editor, close: () => editor.destroy() };
}

function twoPanes(
  parent: HTMLElement,
  text: string,
  editing: Extension,
  { before, label }: { readonly before: string; readonly label: string },
): Opened {
  const merge = new MergeView({
    parent,
    a: { doc: before, extensions: [basisOf(`${label}, as it is`), EditorState.readOnly.of(true)] },
    b: { doc: text, extensions: editing },
    gutter: true,
  });
  return { editor: merge.b, close: () => merge.destroy() };
}
