import { Button } from "../../parts/button.tsx";
import { CopyButton } from "../../parts/copy.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import "./secret-shown.css";

/** A token's secret, while it is on the screen. */
export type Secret = { readonly name: string; readonly token: string };

/** The secret in the answer of an act, which is kept nowhere else. */
export const secretOf = (body: unknown): Secret => body as Secret; // a NewToken, as the OpenAPI document says

/** Shows a secret once; nobody can read it afterwards. */
export function SecretShown({ secret, onClose }: { readonly secret: Secret; readonly onClose: () => void }) {
  return (
    <Dialog
      title={`The token ${secret.name}`}
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <p>
        Copy it to where it belongs now: Spindle keeps only its hash, and nobody can read it again. Who loses
        it has it rotated.
      </p>
      <div className="secret">
        <code>{secret.token}</code>
        <CopyButton text={secret.token} label="Copy the token" words="Copy" />
      </div>
      <p className="faint">
        Scripts send it as <code>Authorization: Bearer …</code>; the command reads it from the file of{" "}
        <code>--token-file</code>.
      </p>
    </Dialog>
  );
}
