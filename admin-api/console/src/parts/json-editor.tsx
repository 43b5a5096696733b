import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  syntaxHighlighting,
} from "@codemirror/language";
import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useEffectEvent, useRef } from "react";
import { styleNonce } from "../api/base.ts";
import { typedOver } from "./typed-over.ts";
import "./json-editor.css";

/** A place in the text with something wrong: offsets of its characters. */
export type Mark = { readonly from: number; readonly to: number; readonly words: string };

export type JsonEditorProps = {
  readonly label: string;
  readonly text: string;
  /** Makes it an editor. */
  readonly onChange?: (text: string) => void;
  readonly marks?: readonly Mark[];
  readonly wrap?: boolean;
};

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--ink)", fontWeight: "500" },
  { tag: [tags.string, tags.number, tags.bool, tags.null], color: "var(--link)" },
  { tag: tags.punctuation, color: "var(--ink-3)" },
]);

/** What every view of JSON has: lines, folding, search, colours, and styles under the policy of the page. */
export const jsonBasis: Extension = [
  typedOver,
  lineNumbers(),
  foldGutter(),
  history(),
  bracketMatching(),
  highlightSelectionMatches(),
  search({ top: true }),
  keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap]),
  syntaxHighlighting(colours),
  EditorView.cspNonce.of(styleNonce),
];

/** CodeMirror over JSON. A screen reader knows it by its label; Escape, then Tab leaves it. */
export default function JsonEditor({ label, text, onChange, marks = [], wrap = true }: JsonEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useEffectEvent((next: string) => onChange?.(next));
  const isEditor = onChange !== undefined;

  const create = useEffectEvent((parent: HTMLElement) => {
    const extensions = extensionsOf({ label, text, isEditor, wrap, changed });
    return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  });
  useEffect(() => {
    if (!place.current) return undefined;
    const shown = create(place.current);
    view.current = shown;
    return () => shown.destroy();
  }, [label, isEditor, wrap]);

  useEffect(() => {
    const shown = view.current;
    if (!shown || shown.state.doc.toString() === text) return;
    shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    shown.dispatch(setDiagnostics(shown.state, diagnosticsOf(marks, shown.state.doc.length)));
  }, [marks]);

  return <div className="json-editor" ref={place} />;
}

/** Marks as CodeMirror shows them; a text may have become shorter since they were made. */
export const diagnosticsOf = (marks: readonly Mark[], length: number): Diagnostic[] =>
  marks.map(({ from, to, words }) => ({
    from: Math.min(from, length),
    to: Math.min(to, length),
    severity: "error",
    message: words,
  }));

type Shown = {
  readonly label: string;
  readonly text: string;
  readonly isEditor: boolean;
  readonly wrap: boolean;
  readonly changed: (text: string) => void;
};

function extensionsOf({ label, text, isEditor, wrap, changed }: Shown): Extension {
  return [
    jsonBasis,
    // Colouring megabytes blocks the page; they are shown all the same.
    text.length < 2_000_000 ? json() : [],
    wrap ? EditorView.lineWrapping : [],
    EditorState.readOnly.of(!isEditor),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString());
    }),
  ];
}
