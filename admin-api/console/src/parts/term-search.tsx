import { Autocomplete } from "@base-ui/react/autocomplete";
import { Search, X } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { queryOfTerms, spelledTerm, termsOf, type Term } from "./query-terms.ts";
import { suggestionsFor, type SearchField, type Suggestion } from "./search-suggestions.ts";
import { useNow } from "./time.tsx";
import "./term-search.css";

type TermSearchProps = {
  /** What it searches, for screen readers. */
  readonly label: string;
  readonly placeholder: string;
  /** The search, as `docs/reference/search-failures.md` writes it. */
  readonly query: string;
  readonly fields: readonly SearchField[];
  readonly onChange: (query: string) => void;
};

/** A search of terms: each is a chip that can be taken out or edited, and what could come next is offered. */
export function TermSearch({ label, placeholder, query, fields, onChange }: TermSearchProps) {
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  // Not state: the list tells of it with every new array of items, and a state would make one.
  const highlighted = useRef<Suggestion>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const terms = termsOf(query);
  const now = useNow();
  const suggestions = useMemo(() => suggestionsFor(typed, fields, now), [typed, fields, now]);
  const change = (next: readonly Term[]) => onChange(queryOfTerms(next));
  const edit = (index: number) => {
    setTyped(terms[index] === undefined ? "" : spelledTerm(terms[index]));
    change(terms.filter((_, at) => at !== index));
    input.current?.focus();
  };
  const commit = (text: string) => {
    const more = termsOf(text);
    if (more.some(({ value }) => value === "")) return setTyped(text);
    setTyped("");
    if (more.length > 0) change([...terms, ...more]);
  };
  return (
    <Autocomplete.Root
      items={suggestions}
      filter={null}
      mode="none"
      open={isOpen}
      // After the name of a field its values are offered.
      onOpenChange={(open, { reason }) =>
        setOpen(reason === "item-press" ? highlighted.current?.isWhole === false : open)
      }
      value={typed}
      itemToStringValue={({ text }) => text}
      onItemHighlighted={(suggestion) => void (highlighted.current = suggestion)}
      onValueChange={(value, { reason }) => reason !== "item-press" && setTyped(value)}
    >
      <div className="term-search" role="search">
        <Search aria-hidden="true" />
        {terms.map((term, index) => (
          <Chip
            key={spelledTerm(term)}
            text={spelledTerm(term)}
            onEdit={() => edit(index)}
            onRemove={() => change(terms.filter((_, at) => at !== index))}
          />
        ))}
        <Autocomplete.Input
          ref={input}
          aria-label={label}
          placeholder={terms.length === 0 ? placeholder : ""}
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key === "Enter" && highlighted.current === undefined) commit(typed);
            if (event.key === "Backspace" && typed === "" && terms.length > 0) {
              event.preventDefault();
              edit(terms.length - 1);
            }
          }}
        />
      </div>
      <Suggestions onChoose={({ text, isWhole }) => (isWhole ? commit(text) : setTyped(text))} />
    </Autocomplete.Root>
  );
}

const Suggestions = ({ onChoose }: { readonly onChoose: (suggestion: Suggestion) => void }) => (
  <Autocomplete.Portal>
    <Autocomplete.Positioner className="menu-place" sideOffset={6} align="start">
      <Autocomplete.Popup className="menu search-suggestions">
        <Autocomplete.List>
          {(suggestion: Suggestion) => (
            <Autocomplete.Item
              key={suggestion.text}
              value={suggestion}
              className="search-suggestion"
              onClick={() => onChoose(suggestion)}
            >
              <span className="mono">{suggestion.text}</span>
              <span className="faint">{suggestion.words}</span>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Popup>
    </Autocomplete.Positioner>
  </Autocomplete.Portal>
);

type ChipProps = { readonly text: string; readonly onEdit: () => void; readonly onRemove: () => void };

const Chip = ({ text, onEdit, onRemove }: ChipProps) => (
  <span className="search-chip">
    <button type="button" aria-label={`Edit ${text}`} onClick={onEdit}>
      {text}
    </button>
    <button type="button" aria-label={`Remove ${text}`} onClick={onRemove}>
      <X aria-hidden="true" />
    </button>
  </span>
);
