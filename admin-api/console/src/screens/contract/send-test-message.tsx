import { Send } from "lucide-react";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { Button } from "../../parts/button.tsx";
import { TestMessageDialog } from "./test-message-dialog.tsx";
import { whyNotHere } from "./test-message.ts";

type Contract = Answer<"/api/v1/contracts/{type}">;

/** A button that sends one message of the type, to see what becomes of it. */
export function SendTestMessage({ contract }: { readonly contract: Contract }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Send aria-hidden="true" />} off={useWhyNotSend()} onClick={() => setOpen(true)}>
        Send test message…
      </Button>
      {isOpen && <TestMessageDialog contract={contract} onClose={() => setOpen(false)} />}
    </>
  );
}

function useWhyNotSend(): string | undefined {
  const forbidden = useWhyNot("act");
  const environment = useRead("/api/v1/installation").data?.environment;
  return forbidden ?? (environment && whyNotHere(environment));
}
