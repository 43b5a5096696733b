import { Search } from "lucide-react";
import { useSetQuery } from "./query-link.tsx";
import "./search-box.css";

/** Narrows what is on the screen while one types; the words are the parameter `q` of the address. */
export function SearchBox({ value, label }: { readonly value: string; readonly label: string }) {
  const set = useSetQuery();
  return (
    <div className="search-box">
      <Search aria-hidden="true" />
      <input
        className="input"
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={200}
        onChange={({ target }) =>
          set({ q: target.value === "" ? undefined : target.value }, { replace: true })
        }
      />
    </div>
  );
}
