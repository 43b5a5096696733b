import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useWhyNot } from "../api/me.ts";
import { Button } from "../parts/button.tsx";
import { RevealDialog } from "./reveal-dialog.tsx";

type RevealButtonProps = {
  readonly isMasked: boolean;
  readonly isRevealed: boolean;
  /** Where the values are as they came, below `/api/v1/`. */
  readonly path: string;
  /** The answer's text; undefined hides it again. */
  readonly onReveal: (answer: string | undefined) => void;
};

/** Shows personal values, with a reason, to whoever may see them; and hides them again. */
export function RevealButton({ isMasked, isRevealed, path, onReveal }: RevealButtonProps) {
  const [asks, setAsks] = useState(false);
  const off = useWhyNot("read-payload");
  if (!isMasked) return null;
  if (isRevealed)
    return (
      <div>
        <Button icon={<EyeOff aria-hidden="true" />} onClick={() => onReveal(undefined)}>
          Hide personal data
        </Button>
      </div>
    );
  return (
    <div>
      <Button off={off} icon={<Eye aria-hidden="true" />} onClick={() => setAsks(true)}>
        Show personal data
      </Button>
      {asks && <RevealDialog path={path} onShown={onReveal} onClose={() => setAsks(false)} />}
    </div>
  );
}
